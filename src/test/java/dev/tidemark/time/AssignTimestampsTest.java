package dev.tidemark.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Findings;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
class AssignTimestampsTest {
  private static final long DAY = 86_400_000;

  /** No reading arrives before it happens, but it may be under way for long. */
  @Test
  void wrongClocksAreFound(TestPipeline pipeline) {
    ReadingBatch first =
        batch(
            reading("right", 10_000, 0),
            reading("ahead", 10_001, 0),
            reading("right", 0, DAY),
            reading("ahead", 1_846_000, 0),
            reading("ahead", 20_000, 0),
            reading("late", 0, DAY + 1));
    ReadingBatch second = batch(reading("both", 2 * DAY, 0), reading("both", 0, 2 * DAY));
    PAssert.that(
            pipeline
                .apply(
                    Create.of(List.of(first, second))
                        .withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
                .apply(
                    AssignTimestamps.of(
                        "Time", new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO))))
        .satisfies(
            batches -> {
              Findings all =
                  StreamSupport.stream(batches.spliterator(), false)
                      .map(batch -> batch.sideOutput().counts().findings())
                      .reduce(Findings.NONE, Findings::plus);
              assertThat(all.clocks())
                  .isEqualTo(Map.of("ahead", 1_846_000L, "late", -DAY - 1, "both", -2 * DAY));
              return null;
            });
    pipeline.run();
  }

  private static Readings reading(String device, long happened, long arrived) {
    return Readings.atMillis(happened).arrival(arrived).device(device);
  }

  private static ReadingBatch batch(Readings... readings) {
    return ReadingBatch.of(List.of(readings).stream().map(Readings::build).toList());
  }
}
