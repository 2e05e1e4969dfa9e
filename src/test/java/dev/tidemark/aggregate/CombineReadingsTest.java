package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.ordered.Deduplicate;
import dev.tidemark.row.StepOutput;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
class CombineReadingsTest {
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));
  private static final WindowFnSpec TEN_SECONDS =
      WindowFnSpec.Sliding.fixed(Duration.ofSeconds(10));
  private static final WindowFnSpec SLIDING =
      new WindowFnSpec.Sliding(Duration.ofSeconds(10), Duration.ofSeconds(5));
  private static final WindowFnSpec SESSIONS = new WindowFnSpec.Sessions(Duration.ofSeconds(5));
  private static final AggregateColumn COUNT = AggregateColumn.count("count");

  @Test
  void partialsOfAllBundlesGiveOneRowPerWindow(TestPipeline pipeline) {
    StepOutput output =
        blocks(pipeline, block(at(1), at(10_000)), block(at(9999)), block(at(-1), at(2)))
            .apply(combine(TEN_SECONDS, List.of(), COUNT));
    PAssert.that(output.rows().apply(JsonRows.ofEmitted()))
        .containsInAnyOrder(
            window("1969-12-31T23:59:50.000Z", "1970-01-01T00:00:00.000Z") + "\"count\":1}",
            window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:10.000Z") + "\"count\":3}",
            window("1970-01-01T00:00:10.000Z", "1970-01-01T00:00:20.000Z") + "\"count\":1}");
    pipeline.run();
  }

  @Test
  void aKeyOfSeveralFieldsMayContainNull(TestPipeline pipeline) {
    StepOutput output =
        blocks(
                pipeline,
                block(at(1).user("a"), at(2).user("b").gt("sit")),
                block(at(3).user("a"), at(4).user("a").gt("null")))
            .apply(
                combine(
                    new WindowFnSpec.Global(),
                    List.of(ActivitySchema.USER, ActivitySchema.GT),
                    COUNT));
    PAssert.that(output.rows().apply(JsonRows.ofEmitted()))
        .containsInAnyOrder(
            "{\"User\":\"a\",\"gt\":null,\"count\":2}",
            "{\"User\":\"a\",\"gt\":\"null\",\"count\":1}",
            "{\"User\":\"b\",\"gt\":\"sit\",\"count\":1}");
    pipeline.run();
  }

  @Test
  void sessionsOfSeveralBundlesAreMerged(TestPipeline pipeline) {
    StepOutput output =
        blocks(
                pipeline,
                block(at(0).gt("walk").x(1), at(13_999).gt("bike").x(2)),
                block(at(4999).gt("sit").x(4)),
                block(at(9000).gt("walk"), at(19_000).gt("walk").x(0.5)))
            .apply(
                combine(
                    SESSIONS,
                    List.of(ActivitySchema.USER),
                    COUNT,
                    AggregateColumn.distinct("activities", ActivitySchema.GT),
                    AggregateColumn.mean("mean_x", ActivitySchema.X)));
    String middle = "\"User\":\"a\",\"count\":";
    PAssert.that(output.rows().apply(JsonRows.ofEmitted()))
        .containsInAnyOrder(
            window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:18.999Z")
                + (middle + "4,\"activities\":[\"walk\",\"sit\",\"bike\"],")
                + ("\"mean_x\":" + 7.0 / 3 + "}"),
            window("1970-01-01T00:00:19.000Z", "1970-01-01T00:00:24.000Z")
                + (middle + "1,\"activities\":[\"walk\"],\"mean_x\":0.5}"));
    pipeline.run();
  }

  @Test
  void lateReadingsGoToTheSideOutputForEachMissedWindow(TestPipeline pipeline) {
    String late = at(3000).arrival(25_000).build().toString();
    WindowingSpec windowing = windowing(SLIDING, Duration.ofSeconds(5));
    StepOutput output =
        blocks(pipeline, block(at(1000), at(3000).arrival(25_000)))
            .apply(CombineReadings.of("count", spec(windowing, List.of(), COUNT)));
    PAssert.that(output.rows().apply(JsonRows.ofEmitted()))
        .containsInAnyOrder(
            window("1969-12-31T23:59:55.000Z", "1970-01-01T00:00:05.000Z") + "\"count\":1}",
            window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:10.000Z") + "\"count\":1}");
    assertSideOutput(
        output,
        sideOutput -> {
          assertThat(sideOutput.deadLetters()).hasSize(2);
          assertThat(sideOutput.deadLetters().toString()).contains(late);
          assertThat(sideOutput.counts().count("count", Outcome.READ)).isEqualTo(2);
          assertThat(sideOutput.counts().count("count", Outcome.LATE)).isEqualTo(2);
        });
    pipeline.run();
  }

  @Test
  void sideOutputOfEarlierStepsIsEmittedOnceInFixedWindows(TestPipeline pipeline) {
    emitsOnce(pipeline, TEN_SECONDS);
  }

  @Test
  void sideOutputOfEarlierStepsIsEmittedOnceInSlidingWindows(TestPipeline pipeline) {
    emitsOnce(pipeline, SLIDING);
  }

  @Test
  void sideOutputOfEarlierStepsIsEmittedOnceInSessions(TestPipeline pipeline) {
    emitsOnce(pipeline, SESSIONS);
  }

  @Test
  void countsAfterDeduplicateInFixedWindows(TestPipeline pipeline) {
    countsAfterDeduplicate(
        pipeline,
        TEN_SECONDS,
        window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:10.000Z") + "\"count\":2}");
  }

  @Test
  void countsAfterDeduplicateInSlidingWindows(TestPipeline pipeline) {
    countsAfterDeduplicate(
        pipeline,
        SLIDING,
        window("1969-12-31T23:59:55.000Z", "1970-01-01T00:00:05.000Z") + "\"count\":2}",
        window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:10.000Z") + "\"count\":2}");
  }

  @Test
  void countsAfterDeduplicateInSessions(TestPipeline pipeline) {
    countsAfterDeduplicate(
        pipeline,
        SESSIONS,
        window("1970-01-01T00:00:01.000Z", "1970-01-01T00:00:07.000Z") + "\"count\":2}");
  }

  @Test
  void emptyInputGivesNoRows(TestPipeline pipeline) {
    StepOutput output = blocks(pipeline, block()).apply(combine(TEN_SECONDS, List.of(), COUNT));
    PAssert.that(output.rows().apply(JsonRows.ofEmitted())).empty();
    pipeline.run();
  }

  private static void emitsOnce(TestPipeline pipeline, WindowFnSpec kind) {
    MalformedLine line =
        new MalformedLine("f", 0, MalformedLine.Reason.WRONG_TYPE, "no", "[]", false);
    SideOutput before = new SideOutput(List.of(line), RecordCounts.of("read", Outcome.READ, 3));
    ReadingBatch batch = new ReadingBatch(List.of(at(1000).build(), at(2000).build()), before);
    StepOutput output =
        pipeline
            .apply(Create.of(batch).withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
            .apply(AssignTimestamps.of("Time", CREATION))
            .apply(combine(kind, List.of(), COUNT));
    String letters = List.of(line).toString();
    assertSideOutput(
        output,
        sideOutput -> {
          assertThat(sideOutput.deadLetters().toString()).isEqualTo(letters);
          assertThat(sideOutput.counts())
              .isEqualTo(
                  RecordCounts.of("read", Outcome.READ, 3)
                      .plus(RecordCounts.of("count", Outcome.READ, 2)));
        });
    pipeline.run();
  }

  private static void countsAfterDeduplicate(
      TestPipeline pipeline, WindowFnSpec kind, String... rows) {
    StepOutput output =
        blocks(pipeline, block(at(1000), at(2000)), block(at(1000)))
            .apply(AssignTimestamps.of("Time", CREATION))
            .apply(
                Deduplicate.by(
                    "dedup", List.of(ActivitySchema.USER), CREATION, Duration.ofMinutes(10)))
            .apply(combine(kind, List.of(), COUNT));
    PAssert.that(output.rows().apply(JsonRows.ofEmitted())).containsInAnyOrder(rows);
    assertSideOutput(
        output,
        sideOutput -> {
          assertThat(sideOutput.counts().count("dedup", Outcome.READ)).isEqualTo(3);
          assertThat(sideOutput.counts().count("dedup", Outcome.DUPLICATE)).isEqualTo(1);
          assertThat(sideOutput.counts().count("count", Outcome.READ)).isEqualTo(2);
        });
    pipeline.run();
  }

  /** Checks the whole side output, added up. */
  @FunctionalInterface
  private interface Check extends Serializable {
    void accept(SideOutput sideOutput);
  }

  private static void assertSideOutput(StepOutput output, Check check) {
    PAssert.that(output.sideOutput())
        .satisfies(
            parts -> {
              List<DeadLetter> letters = new ArrayList<>();
              RecordCounts counts = RecordCounts.EMPTY;
              for (SideOutput part : parts) {
                letters.addAll(part.deadLetters());
                counts = counts.plus(part.counts());
              }
              check.accept(new SideOutput(letters, counts));
              return null;
            });
  }

  private static CombineReadings combine(
      WindowFnSpec kind, List<Field> groupBy, AggregateColumn... aggregates) {
    return CombineReadings.of(
        "count", spec(windowing(kind, WindowingSpec.FOR_EVER), groupBy, aggregates));
  }

  private static CombineSpec spec(
      WindowingSpec windowing, List<Field> groupBy, AggregateColumn... aggregates) {
    return new CombineSpec(groupBy, List.of(aggregates), false, CREATION, windowing);
  }

  private static WindowingSpec windowing(WindowFnSpec kind, Duration allowedLateness) {
    return new WindowingSpec(
        kind, allowedLateness, TriggerSpec.AT_WATERMARK, WindowingSpec.Accumulation.ACCUMULATING);
  }

  private static PCollection<ReadingBatch> blocks(TestPipeline pipeline, ReadingBatch... batches) {
    return pipeline.apply(
        Create.of(List.of(batches)).withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)));
  }

  private static ReadingBatch block(Readings... readings) {
    return ReadingBatch.of(List.of(readings).stream().map(Readings::build).toList());
  }

  private static Readings at(long millis) {
    return Readings.atMillis(millis);
  }

  private static String window(String start, String end) {
    return "{\"window_start\":\"%s\",\"window_end\":\"%s\",".formatted(start, end);
  }
}
