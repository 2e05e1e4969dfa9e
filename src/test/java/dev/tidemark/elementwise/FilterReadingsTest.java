package dev.tidemark.elementwise;

import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.x;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
class FilterReadingsTest {
  private static final RecordCounts READ = RecordCounts.of("read", Outcome.READ, 5);

  @Test
  void keepsMatchingReadingsAndCountsTheRest(TestPipeline pipeline) {
    SideOutput before = new SideOutput(List.of(), READ);
    List<Reading> readings =
        List.of(
            Readings.atMillis(1).x(1).build(),
            Readings.atMillis(2).build(),
            Readings.atMillis(3).x(2).build());
    List<ReadingBatch> batches =
        List.of(
            new ReadingBatch(readings, before),
            ReadingBatch.of(List.of(Readings.atMillis(4).build())));
    PAssert.that(
            pipeline
                .apply(Create.of(batches).withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
                .apply(FilterReadings.keep("filter", reading -> !Double.isNaN(x(reading)))))
        .satisfies(
            kept -> {
              List<Long> nanos = new ArrayList<>();
              SideOutput sideOutput = SideOutput.NOTHING;
              for (ReadingBatch batch : kept) {
                batch.readings().forEach(reading -> nanos.add(creationTime(reading)));
                sideOutput = sideOutput.plus(batch.sideOutput());
              }
              assertThat(nanos).containsExactlyInAnyOrder(1_000_000L, 3_000_000L);
              assertThat(sideOutput.counts())
                  .isEqualTo(
                      READ.plus(RecordCounts.of("filter", Outcome.READ, 4))
                          .plus(RecordCounts.of("filter", Outcome.FILTERED, 2)));
              return null;
            });
    pipeline.run();
  }
}
