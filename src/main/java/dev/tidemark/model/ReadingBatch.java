package dev.tidemark.model;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import java.util.List;

/**
 * Some thousand readings: the element of a pipeline, since a runner charges per element. The side
 * output of earlier steps travels with them until a step that has several outputs anyway, because a
 * second output makes Spark persist the input or compute it again.
 *
 * @param progress how far the stream had come; {@link StreamProgress#AT_ONCE} in bounded input
 */
public record ReadingBatch(
    ReadingColumns readings, SideOutput sideOutput, StreamProgress progress) {

  /** Readings in a full batch: enough to make the cost per element negligible. */
  public static final int FULL = 4096;

  /** A batch of bounded input. */
  public ReadingBatch(List<Reading> readings, SideOutput sideOutput) {
    this(readings, sideOutput, StreamProgress.AT_ONCE);
  }

  public ReadingBatch(List<Reading> readings, SideOutput sideOutput, StreamProgress progress) {
    this(ReadingColumns.of(readings), sideOutput, progress);
  }

  public static ReadingBatch of(List<Reading> readings) {
    return new ReadingBatch(readings, SideOutput.NOTHING);
  }

  /** The same batch with more side output. */
  public ReadingBatch withSideOutput(SideOutput more) {
    return new ReadingBatch(readings, sideOutput.plus(more), progress);
  }

  /** The same batch without side output: for all but one of the steps that take the same input. */
  public ReadingBatch withoutSideOutput() {
    return new ReadingBatch(readings, SideOutput.NOTHING, progress);
  }
}
