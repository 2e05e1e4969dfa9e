package dev.tidemark.clock;

/** What a clock did between two segments. */
enum ClockStep {
  /** It went on, but by less than arrivals did. */
  PAUSE,
  /** It shows times again that it had shown. */
  SET_BACK,
  /** It went on by more than arrivals did. */
  SET_AHEAD
}
