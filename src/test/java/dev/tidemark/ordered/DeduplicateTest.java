package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
class DeduplicateTest {
  /** At most ten seconds late; a reading is forgotten ten minutes later. */
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));

  private static final Duration WITHIN = Duration.ofMinutes(10);

  @Test
  void theFirstInTheTotalOrderIsKeptWhicheverBlockItIsIn(TestPipeline pipeline) {
    check(
        pipeline,
        List.of(
            block(at(1999).device("z"), at(5000), at(-1)),
            block(at(1000).device("y"), at(1000).user("b"), at(-1000)),
            block(at(1000).device("x"))),
        Stream.of(at(1000).device("x"), at(5000), at(-1000), at(1000).user("b")),
        3);
  }

  @Test
  void theLastInTheTotalOrderOfThoseInTimeIsKept(TestPipeline pipeline) {
    Readings inTime = at(1000).device("z").arrival(9_999);
    PAssert.that(
            pipeline
                .apply(
                    Create.of(
                            List.of(
                                block(at(1500).device("z").arrival(0), at(2000)),
                                block(at(1500).device("y"), at(1000).arrival(10_001)),
                                block(inTime, at(1999).arrival(600_000))))
                        .withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
                .apply(
                    Deduplicate.by("dedup", List.of(ActivitySchema.USER), CREATION, WITHIN)
                        .keeping(Keep.LAST)))
        .satisfies(
            output -> {
              // The last nanosecond decides before the arrival.
              assertThat(all(output).readings())
                  .extracting(Reading::toString)
                  .containsExactlyInAnyOrder(
                      at(1500).device("z").arrival(0).build().toString(),
                      at(2000).build().toString());
              assertThat(all(output).sideOutput().deadLetters()).hasSize(4);
              return null;
            });
    pipeline.run();
  }

  @Test
  void equalReadingsAreOne(TestPipeline pipeline) {
    check(pipeline, List.of(block(at(7), at(7)), block(at(7))), Stream.of(at(7)), 2);
  }

  @Test
  void aDuplicateIsRecognizedAcrossMinutesAndBefore1970(TestPipeline pipeline) {
    long minute = 60_000_000_000L;
    check(
        pipeline,
        List.of(block(at(minute), at(-minute)), block(at(3 * minute)), block(at(-minute))),
        Stream.of(at(minute), at(-minute), at(3 * minute)),
        1);
  }

  @Test
  void lateReadingsAndEarlierSideOutputArePassedOn(TestPipeline pipeline) {
    MalformedLine line =
        new MalformedLine("f", 0, MalformedLine.Reason.WRONG_TYPE, "no", "[]", false);
    SideOutput before = new SideOutput(List.of(line), RecordCounts.of("read", Outcome.READ, 4));
    Reading late = at(0).arrival(610_001).build();
    Reading inTime = at(0).arrival(610_000).build();
    PAssert.that(
            pipeline
                .apply(
                    Create.of(new ReadingBatch(List.of(late, inTime), before))
                        .withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
                .apply(Deduplicate.by("dedup", List.of(ActivitySchema.USER), CREATION, WITHIN)))
        .satisfies(
            batches -> {
              ReadingBatch all = all(batches);
              assertThat(all.readings()).hasSize(1);
              assertThat(all.readings().get(0).arrivalTime()).isEqualTo(610_000);
              assertThat(all.sideOutput().deadLetters()).hasSize(2);
              assertThat(all.sideOutput().counts())
                  .isEqualTo(
                      RecordCounts.of("read", Outcome.READ, 4)
                          .plus(RecordCounts.of("dedup", Outcome.READ, 2))
                          .plus(RecordCounts.of("dedup", Outcome.LATE, 1))
                          .plus(
                              RecordCounts.of(
                                  Findings.of(
                                      "dedup",
                                      new Lateness(
                                          1,
                                          610_001,
                                          "within (10 min) or max_delay of AssignTimestamps"
                                              + " (10 s)")))));
              return null;
            });
    pipeline.run();
  }

  private static void check(
      TestPipeline pipeline, List<ReadingBatch> batches, Stream<Readings> kept, int duplicates) {
    List<String> expected = kept.map(reading -> reading.build().toString()).toList();
    PAssert.that(
            pipeline
                .apply(Create.of(batches).withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
                .apply(Deduplicate.by("dedup", List.of(ActivitySchema.USER), CREATION, WITHIN)))
        .satisfies(
            output -> {
              ReadingBatch all = all(output);
              assertThat(all.readings())
                  .extracting(Reading::toString)
                  .containsExactlyInAnyOrderElementsOf(expected);
              assertThat(all.sideOutput().deadLetters())
                  .hasSize(duplicates)
                  .hasOnlyElementsOfType(DuplicateReading.class);
              assertThat(all.sideOutput().counts())
                  .isEqualTo(
                      RecordCounts.of("dedup", Outcome.READ, expected.size() + duplicates)
                          .plus(RecordCounts.of("dedup", Outcome.DUPLICATE, duplicates)));
              return null;
            });
    pipeline.run();
  }

  private static ReadingBatch all(Iterable<ReadingBatch> batches) {
    List<Reading> readings = new ArrayList<>();
    SideOutput sideOutput = SideOutput.NOTHING;
    for (ReadingBatch batch : batches) {
      readings.addAll(batch.readings());
      sideOutput = sideOutput.plus(batch.sideOutput());
    }
    return new ReadingBatch(readings, sideOutput);
  }

  private static ReadingBatch block(Readings... readings) {
    return ReadingBatch.of(Stream.of(readings).map(Readings::build).toList());
  }

  private static Readings at(long nanos) {
    return Readings.atNanos(nanos);
  }
}
