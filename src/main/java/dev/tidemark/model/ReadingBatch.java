package dev.tidemark.model;

import java.util.List;

/**
 * Some thousand readings: what travels through a pipeline in one element, since a runner charges by
 * the element. What earlier steps set aside rides along until a step that has several outputs
 * anyway, because a second output makes Spark keep, or compute again, the whole of the first. In a
 * stream a block says how far the stream had come.
 */
public record ReadingBatch(List<Reading> readings, SideOutput sideOutput, StreamProgress progress) {

  /** Readings in a full block: large enough to make a runner's cost per element vanish. */
  public static final int FULL = 4096;

  /** A block of readings that are all there. */
  public ReadingBatch(List<Reading> readings, SideOutput sideOutput) {
    this(readings, sideOutput, StreamProgress.AT_ONCE);
  }

  public static ReadingBatch of(List<Reading> readings) {
    return new ReadingBatch(readings, SideOutput.NOTHING);
  }

  /** The same block with more that was set aside. */
  public ReadingBatch withSideOutput(SideOutput more) {
    return new ReadingBatch(readings, sideOutput.plus(more), progress);
  }

  /** The same block without what was set aside: for all but one of a fork's branches. */
  public ReadingBatch withoutSideOutput() {
    return new ReadingBatch(readings, SideOutput.NOTHING, progress);
  }
}
