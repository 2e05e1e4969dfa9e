package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Field;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.model.SetAside;
import dev.tidemark.ordered.Deduplicate;
import dev.tidemark.ordered.OrderPolicy;
import dev.tidemark.sink.StepOutput;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.Firing;
import dev.tidemark.time.MaxAhead;
import dev.tidemark.time.Ordering;
import dev.tidemark.time.TimeField;
import dev.tidemark.time.WindowKind;
import dev.tidemark.time.Windowing;
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
      new EventTime(TimeField.CREATION_TIME, Duration.ofSeconds(10));
  private static final WindowKind TEN_SECONDS = WindowKind.Sliding.fixed(Duration.ofSeconds(10));
  private static final WindowKind SLIDING =
      new WindowKind.Sliding(Duration.ofSeconds(10), Duration.ofSeconds(5));
  private static final WindowKind SESSIONS = new WindowKind.Sessions(Duration.ofSeconds(5));
  private static final Aggregate COUNT = new Aggregate("count", Function.COUNT, Field.USER);

  @Test
  void partialsOfAllBundlesAreOneRowAWindow(TestPipeline pipeline) {
    StepOutput output =
        blocks(pipeline, block(at(1), at(10_000)), block(at(9999)), block(at(-1), at(2)))
            .apply(combine(TEN_SECONDS, List.of(), COUNT));
    PAssert.that(output.rows())
        .containsInAnyOrder(
            window("1969-12-31T23:59:50.000Z", "1970-01-01T00:00:00.000Z") + "\"count\":1}",
            window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:10.000Z") + "\"count\":3}",
            window("1970-01-01T00:00:10.000Z", "1970-01-01T00:00:20.000Z") + "\"count\":1}");
    pipeline.run();
  }

  @Test
  void aKeyOfSeveralFieldsMayHoldNull(TestPipeline pipeline) {
    StepOutput output =
        blocks(
                pipeline,
                block(at(1).user("a"), at(2).user("b").gt("sit")),
                block(at(3).user("a"), at(4).user("a").gt("null")))
            .apply(combine(new WindowKind.Global(), List.of(Field.USER, Field.GT), COUNT));
    PAssert.that(output.rows())
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
                    List.of(Field.USER),
                    COUNT,
                    new Aggregate("activities", Function.DISTINCT, Field.GT),
                    new Aggregate("mean_x", Function.MEAN, Field.X)));
    String middle = "\"User\":\"a\",\"count\":";
    PAssert.that(output.rows())
        .containsInAnyOrder(
            window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:18.999Z")
                + (middle + "4,\"activities\":[\"walk\",\"sit\",\"bike\"],")
                + ("\"mean_x\":" + 7.0 / 3 + "}"),
            window("1970-01-01T00:00:19.000Z", "1970-01-01T00:00:24.000Z")
                + (middle + "1,\"activities\":[\"walk\"],\"mean_x\":0.5}"));
    pipeline.run();
  }

  @Test
  void lateReadingsAreSetAsideForEachWindowThatTheyMiss(TestPipeline pipeline) {
    String late = at(3000).arrival(25_000).build().toString();
    Windowing windowing = windowing(SLIDING, Duration.ofSeconds(5));
    StepOutput output =
        blocks(pipeline, block(at(1000), at(3000).arrival(25_000)))
            .apply(
                CombineReadings.of(
                    "count", aggregation(windowing, List.of(), COUNT), Ordering.sorted()));
    PAssert.that(output.rows())
        .containsInAnyOrder(
            window("1969-12-31T23:59:55.000Z", "1970-01-01T00:00:05.000Z") + "\"count\":1}",
            window("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:10.000Z") + "\"count\":1}");
    assertSetAside(
        output,
        setAside -> {
          assertThat(setAside.deadLetters()).hasSize(2);
          assertThat(setAside.deadLetters().toString()).contains(late);
          assertThat(setAside.books().count("count", Outcome.READ)).isEqualTo(2);
          assertThat(setAside.books().count("count", Outcome.LATE)).isEqualTo(2);
        });
    pipeline.run();
  }

  @Test
  void whatWasSetAsideBeforeIsGivenOutOnceInFixedWindows(TestPipeline pipeline) {
    givesOutOnce(pipeline, TEN_SECONDS);
  }

  @Test
  void whatWasSetAsideBeforeIsGivenOutOnceInSlidingWindows(TestPipeline pipeline) {
    givesOutOnce(pipeline, SLIDING);
  }

  @Test
  void whatWasSetAsideBeforeIsGivenOutOnceInSessions(TestPipeline pipeline) {
    givesOutOnce(pipeline, SESSIONS);
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
  void ofNothingThereAreNoRows(TestPipeline pipeline) {
    StepOutput output = blocks(pipeline, block()).apply(combine(TEN_SECONDS, List.of(), COUNT));
    PAssert.that(output.rows()).empty();
    pipeline.run();
  }

  private static void givesOutOnce(TestPipeline pipeline, WindowKind kind) {
    MalformedLine line =
        new MalformedLine("f", 0, MalformedLine.Reason.WRONG_TYPE, "no", "[]", false);
    SetAside before = new SetAside(List.of(line), Books.of("read", Outcome.READ, 3));
    ReadingBlock block = new ReadingBlock(List.of(at(1000).build(), at(2000).build()), before);
    StepOutput output =
        pipeline
            .apply(Create.of(block).withCoder(ReadingBlockCoder.of()))
            .apply(AssignTimestamps.of("Time", new MaxAhead(CREATION, MaxAhead.NO_LIMIT)))
            .apply(combine(kind, List.of(), COUNT));
    String letters = List.of(line).toString();
    assertSetAside(
        output,
        setAside -> {
          assertThat(setAside.deadLetters().toString()).isEqualTo(letters);
          assertThat(setAside.books())
              .isEqualTo(
                  Books.of("read", Outcome.READ, 3).plus(Books.of("count", Outcome.READ, 2)));
        });
    pipeline.run();
  }

  private static void countsAfterDeduplicate(
      TestPipeline pipeline, WindowKind kind, String... rows) {
    OrderPolicy policy = new OrderPolicy(CREATION, Duration.ofMinutes(10));
    StepOutput output =
        blocks(pipeline, block(at(1000), at(2000)), block(at(1000)))
            .apply(AssignTimestamps.of("Time", new MaxAhead(CREATION, MaxAhead.NO_LIMIT)))
            .apply(Deduplicate.by("dedup", Field.USER, policy, Ordering.sorted()))
            .apply(combine(kind, List.of(), COUNT));
    PAssert.that(output.rows()).containsInAnyOrder(rows);
    assertSetAside(
        output,
        setAside -> {
          assertThat(setAside.books().count("dedup", Outcome.READ)).isEqualTo(3);
          assertThat(setAside.books().count("dedup", Outcome.DUPLICATE)).isEqualTo(1);
          assertThat(setAside.books().count("count", Outcome.READ)).isEqualTo(2);
        });
    pipeline.run();
  }

  /** What is to hold of all that was set aside, taken together. */
  @FunctionalInterface
  private interface Check extends Serializable {
    void accept(SetAside setAside);
  }

  private static void assertSetAside(StepOutput output, Check check) {
    PAssert.that(output.setAside())
        .satisfies(
            parts -> {
              List<DeadLetter> letters = new ArrayList<>();
              Books books = Books.EMPTY;
              for (SetAside part : parts) {
                letters.addAll(part.deadLetters());
                books = books.plus(part.books());
              }
              check.accept(new SetAside(letters, books));
              return null;
            });
  }

  private static CombineReadings combine(
      WindowKind kind, List<Field> groupBy, Aggregate... aggregates) {
    return CombineReadings.of(
        "count",
        aggregation(windowing(kind, Windowing.FOR_EVER), groupBy, aggregates),
        Ordering.sorted());
  }

  private static Aggregation aggregation(
      Windowing windowing, List<Field> groupBy, Aggregate... aggregates) {
    return new Aggregation(groupBy, List.of(aggregates), false, CREATION, windowing);
  }

  private static Windowing windowing(WindowKind kind, Duration allowedLateness) {
    return new Windowing(
        kind, allowedLateness, Firing.AT_WATERMARK, Windowing.Accumulation.ACCUMULATING);
  }

  private static PCollection<ReadingBlock> blocks(TestPipeline pipeline, ReadingBlock... blocks) {
    return pipeline.apply(Create.of(List.of(blocks)).withCoder(ReadingBlockCoder.of()));
  }

  private static ReadingBlock block(Readings... readings) {
    return ReadingBlock.of(List.of(readings).stream().map(Readings::build).toList());
  }

  private static Readings at(long millis) {
    return Readings.atMillis(millis);
  }

  private static String window(String start, String end) {
    return "{\"window_start\":\"%s\",\"window_end\":\"%s\",".formatted(start, end);
  }
}
