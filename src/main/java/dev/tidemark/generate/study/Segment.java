package dev.tidemark.generate.study;

/**
 * Readings of one activity without a pause.
 *
 * @param startTick from the start of the recording
 * @param rows readings of each phone
 */
record Segment(Activity activity, long startTick, long rows) {
  long endTick() {
    return startTick + rows * StudyClock.READING_TICKS;
  }
}
