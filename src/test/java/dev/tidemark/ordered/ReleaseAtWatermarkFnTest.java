package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** On the Direct runner, whose watermark a test can move. Slices last five seconds. */
class ReleaseAtWatermarkFnTest {
  private static final OrderingSpec SPEC =
      new OrderingSpec(
          List.of(ActivitySchema.USER),
          new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10)),
          Duration.ZERO);

  private TestStream.Builder<KV<Integer, ReadingBatch>> stream =
      TestStream.create(KvCoder.of(VarIntCoder.of(), ReadingBatchCoder.of(ActivitySchema.SCHEMA)));

  @Test
  void readingsAreReleasedInOrderWhenTheWatermarkHasPassedTheirSlice() {
    Reading first = Readings.atMillis(1_000).build();
    Reading second = Readings.atMillis(2_000).build();
    Reading third = Readings.atMillis(6_000).build();
    Reading fourth = Readings.atMillis(7_000).build();
    Reading fifth = Readings.atMillis(12_000).build();
    give(second, fourth);
    give(first, fifth);
    watermark(4_999);
    watermark(5_001);
    give(third);
    watermark(10_001);
    watermark(15_001);
    assertRows(
        MachineTrace.row(0, first),
        MachineTrace.row(1, second),
        MachineTrace.row("after slice 0: [7000, 12000]"),
        MachineTrace.row(2, third),
        MachineTrace.row(3, fourth),
        MachineTrace.row("after slice 1: [12000]"),
        MachineTrace.row(4, fifth),
        MachineTrace.row("after slice 2: []"),
        MachineTrace.row("before the end: []"),
        MachineTrace.row("end after 5"),
        MachineTrace.row("after the end: no state"));
  }

  @Test
  void theEndReleasesEverythingBuffered() {
    Reading first = Readings.atMillis(1_000).build();
    Reading second = Readings.atMillis(8_000).build();
    give(second, first);
    assertRows(
        MachineTrace.row(0, first),
        MachineTrace.row("after slice 0: [8000]"),
        MachineTrace.row(1, second),
        MachineTrace.row("after slice 1: []"),
        MachineTrace.row("before the end: []"),
        MachineTrace.row("end after 2"),
        MachineTrace.row("after the end: no state"));
  }

  /** It was late by less than the delay when it arrived, but its key had processed a later one. */
  @Test
  void aReadingThatFollowsALaterProcessedOneIsLate() {
    Reading first = Readings.atMillis(2_000).build();
    Reading earlier = Readings.atMillis(1_500).build();
    give(first);
    watermark(5_001);
    give(earlier);
    String expected =
        new SideOutput(
                List.of(LateReading.behindOrder(500, earlier)),
                RecordCounts.of("step", Outcome.LATE, 1)
                    .plus(
                        RecordCounts.of(
                            Findings.of(
                                "step",
                                new Lateness(1, 0, "max_delay of AssignTimestamps (10 s)")))))
            .toString();
    TestPipeline pipeline = pipeline();
    PAssert.that(run(pipeline))
        .satisfies(
            batches -> {
              SideOutput all = SideOutput.NOTHING;
              for (RowBatch batch : batches) {
                all = all.plus(batch.sideOutput());
              }
              assertThat(all).hasToString(expected);
              return null;
            });
    pipeline.run();
  }

  @Test
  void earlierSideOutputIsPassedOnAndLeavesNoState() {
    SideOutput before = new SideOutput(List.of(), RecordCounts.of("before", Outcome.READ, 3));
    String passedOn = List.of(List.of(), before).toString();
    String end =
        List.of(List.of(MachineTrace.row("after the end: no state")), SideOutput.NOTHING)
            .toString();
    give(new ReadingBatch(List.of(), before, progress()), 0);
    TestPipeline pipeline = pipeline();
    PAssert.that(run(pipeline))
        .satisfies(
            batches -> {
              assertThat(batches)
                  .extracting(batch -> List.of(batch.rows(), batch.sideOutput()).toString())
                  .contains(passedOn, end);
              return null;
            });
    pipeline.run();
  }

  /** A block of readings, stamped as {@link SplitByBucketFn} does. */
  private void give(Reading... readings) {
    ReadingBatch batch = new ReadingBatch(List.of(readings), SideOutput.NOTHING, progress());
    give(batch, List.of(readings).stream().mapToLong(SPEC::releaseTime).min().orElseThrow());
  }

  private void give(ReadingBatch batch, long stamp) {
    stream = stream.addElements(TimestampedValue.of(KV.of(5, batch), Instant.ofEpochMilli(stamp)));
  }

  private void watermark(long millis) {
    stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(millis));
  }

  private static StreamProgress progress() {
    return new StreamProgress(0, 0, false, List.of(0L), Map.of());
  }

  private void assertRows(Row... rows) {
    TestPipeline pipeline = pipeline();
    PAssert.that(run(pipeline))
        .satisfies(
            batches -> {
              List<RowBatch> inOrder = new ArrayList<>();
              batches.forEach(inOrder::add);
              inOrder.sort(Comparator.comparingLong(RowBatch::emittedAt));
              assertThat(inOrder.stream().flatMap(batch -> batch.rows().stream()))
                  .containsExactly(rows);
              return null;
            });
    pipeline.run();
  }

  private PCollection<RowBatch> run(TestPipeline pipeline) {
    return pipeline
        .apply(stream.advanceWatermarkToInfinity())
        .apply(
            ParDo.of(
                new PeekAtWatermark<>(
                    MachineRunner.ofRows("step", ActivitySchema.SCHEMA, SPEC, new MachineTrace()))))
        .setCoder(RowBatchCoder.of(MachineTrace.SCHEMA));
  }

  private static TestPipeline pipeline() {
    return TestPipeline.create().enableAbandonedNodeEnforcement(false);
  }
}
