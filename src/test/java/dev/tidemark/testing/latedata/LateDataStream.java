package dev.tidemark.testing.latedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.pipeline.AnyOptions;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.PipelineBuilder;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.row.Emitted;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.sink.SinkFiles;
import dev.tidemark.sink.Sinks;
import dev.tidemark.testing.Readings;
import dev.tidemark.testing.latedata.WorkedTable.Line;
import dev.tidemark.time.ToGlobalWindow;
import dev.tidemark.trace.Tracing;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** {@code late-data} over the readings of the worked table, as a stream gives them out. */
public final class LateDataStream implements Sinks {
  /** The pipeline's. */
  private static final java.time.Duration MAX_DELAY = java.time.Duration.ofSeconds(10);

  private PCollection<Emitted<Row>> rows;
  private PCollection<SideOutput> sideOutput;

  private LateDataStream() {}

  /**
   * Adds the stream to a pipeline.
   *
   * @param ordering that of streams on the runner
   * @param processingTime whether the runner's TestStream can let it pass
   */
  public static LateDataStream in(
      Pipeline pipeline, WorkedTable table, OrderingStrategy ordering, boolean processingTime)
      throws InvalidPipelineFileException {
    TestStream.Builder<ReadingBatch> stream =
        TestStream.create(ReadingBatchCoder.of(ActivitySchema.SCHEMA));
    for (Line line : table.lines()) {
      if (line.watermark().isPresent()) {
        stream = stream.advanceWatermarkTo(joda(line.watermark().get()));
      }
      if (line.eventTime().isPresent()) {
        stream = stream.addElements(block(line));
      } else if (line.watermark().isPresent()) {
        long arrivals = line.watermark().get().plus(MAX_DELAY).toEpochMilli();
        stream = stream.addElements(TimestampedValue.atMinimumTimestamp(mark(arrivals)));
      } else if (processingTime) {
        stream = stream.advanceProcessingTime(Duration.standardSeconds(11));
      }
    }
    stream = stream.addElements(TimestampedValue.atMinimumTimestamp(mark(StreamProgress.ENDED)));
    LateDataStream sinks = new LateDataStream();
    PipelineBuilder.assemble(
        pipeline,
        PipelineFile.read("pipelines/late-data.yaml", new AnyOptions()),
        stream.advanceWatermarkToInfinity(),
        sinks,
        ordering,
        Tracing.nothing(),
        false);
    return sinks;
  }

  /** Asserts that there are the table's panes, emitted in the order of their indexes. */
  public void assertAnswers(WorkedTable table) {
    List<Pane> panes = table.panes();
    assertPanes(found -> assertThat(found).isEqualTo(panes));
    assertLate(table.late());
  }

  /**
   * Asserts that there are the table's panes, whenever and how often early ones come: their number
   * is the only thing that depends on the time that passes.
   */
  public void assertAnswersWheneverEarly(WorkedTable table) {
    List<Pane> panes = table.panes();
    assertPanes(found -> assertSameButEarly(found, panes));
    assertLate(table.late());
  }

  private static void assertSameButEarly(List<Pane> emitted, List<Pane> expected) {
    List<Pane> found = emitted.stream().sorted(Comparator.comparingInt(Pane::index)).toList();
    List<Pane> answers = expected.stream().filter(pane -> !pane.isEarly()).toList();
    int early = found.size() - answers.size();
    assertThat(found)
        .extracting(Pane::index)
        .isEqualTo(IntStream.range(0, found.size()).boxed().toList());
    // Early panes come first and count some of what the first answer counts.
    assertThat(found.subList(0, early))
        .allMatch(Pane::isEarly)
        .isSortedAccordingTo(Comparator.comparingInt(Pane::count))
        .allMatch(pane -> pane.count() > 0 && pane.count() <= answers.get(0).count());
    assertThat(found.subList(early, found.size()))
        .extracting(Pane::timing, Pane::count)
        .isEqualTo(answers.stream().map(pane -> tuple(pane.timing(), pane.count())).toList());
  }

  /** Asserts something of the panes in the order in which they were emitted. */
  private void assertPanes(SerializableConsumer assertion) {
    PAssert.that(rows)
        .satisfies(
            found -> {
              assertion.accept(Pane.of(found));
              return null;
            });
  }

  private void assertLate(String late) {
    PAssert.that(sideOutput)
        .satisfies(
            found -> {
              assertThat(Pane.late(found)).containsExactly(late);
              return null;
            });
  }

  private interface SerializableConsumer extends Consumer<List<Pane>>, Serializable {}

  @Override
  public void addRows(String sink, SinkFiles files, PCollection<Emitted<Row>> rowsOfSink) {
    rows = rowsOfSink.apply("Rows", ToGlobalWindow.create());
  }

  @Override
  public void addSideOutput(String step, PCollection<SideOutput> sideOutputOfStep) {
    sideOutput = sideOutputOfStep.apply("SideOutput", ToGlobalWindow.create());
  }

  @Override
  public SinkFiles filesOf(String sink) {
    throw new UnsupportedOperationException("nothing is written");
  }

  @Override
  public void keepTraceEvents() {}

  @Override
  public void write(String malformed, Optional<String> late, Optional<String> duplicate) {}

  @Override
  public void writeCounts() {}

  /** One reading, stamped as a source does and with the arrival clock before it. */
  private static TimestampedValue<ReadingBatch> block(Line line) {
    java.time.Instant event = line.eventTime().orElseThrow();
    long arrival = line.arrival().orElseThrow().toEpochMilli();
    Reading reading =
        Readings.atMillis(event.toEpochMilli()).arrival(arrival).x(0).y(0).z(0).build();
    StreamProgress progress = new StreamProgress(0, arrival, false, List.of(arrival - 1), Map.of());
    return TimestampedValue.of(
        new ReadingBatch(List.of(reading), SideOutput.NOTHING, progress), joda(event));
  }

  /** What a source emits after a mark: that everything that arrived before has been emitted. */
  private static ReadingBatch mark(long mark) {
    return new ReadingBatch(
        List.of(),
        SideOutput.NOTHING,
        new StreamProgress(
            0,
            Math.min(mark, GlobalWindow.INSTANCE.maxTimestamp().getMillis()),
            false,
            List.of(mark),
            Map.of("User", Buckets.MANY.all())));
  }

  private static Instant joda(java.time.Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }
}
