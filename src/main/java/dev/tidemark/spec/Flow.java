package dev.tidemark.spec;

import dev.tidemark.eventtime.EventTime;
import dev.tidemark.eventtime.Windowing;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.sink.StepOutput;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;

/** What a transform has given, while the pipeline is put together. */
sealed interface Flow {

  /** Readings, the clock they are asked by and the windows that the next aggregation answers. */
  record Readings(
      PCollection<ReadingBlock> blocks, Optional<EventTime> eventTime, Windowing windowing)
      implements Flow {

    Readings withBlocks(PCollection<ReadingBlock> others) {
      return new Readings(others, eventTime, windowing);
    }

    Readings withEventTime(EventTime time) {
      return new Readings(blocks, Optional.of(time), windowing);
    }

    Readings withWindowing(Windowing windows) {
      return new Readings(blocks, eventTime, windows);
    }
  }

  /** Rows, ready for a sink. */
  record Rows(StepOutput output) implements Flow {}
}
