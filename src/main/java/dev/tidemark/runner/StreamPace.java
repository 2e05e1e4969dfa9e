package dev.tidemark.runner;

/** What sets the pace of a stream. */
public enum StreamPace {
  /** Nothing but the runner: its input is there. */
  AS_FAST_AS_POSSIBLE,
  /** The readings' own times, in a replay. */
  PACED,
  /** The input, which grows until the stream is stopped. */
  ENDLESS
}
