package dev.tidemark.source.stream;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.source.files.ReadFiles;
import dev.tidemark.trace.TracedReading;
import java.time.Duration;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads lines as an unbounded stream, merged by arrival time. The output is batches of readings in
 * the global window, encoded by {@link ReadingBatchCoder}; each carries the progress of the stream,
 * and its malformed lines as side output. A batch's timestamp, in ms, is not after the event time
 * of any of its readings.
 */
public final class ReadStream extends PTransform<PBegin, PCollection<ReadingBatch>> {
  /** Namespace of the metrics that tell how far the stream has come, and that it has ended. */
  public static final String PROGRESS = ReadFiles.PROGRESS;

  /** A distribution whose maximum is the number of readings emitted. */
  public static final String READINGS_SO_FAR = "readings-so-far";

  /** Gauge of the latest arrival time emitted, ms since 1970. */
  public static final String ARRIVAL_CLOCK = "arrival-clock";

  /** Gauge of the source's watermark, ms since 1970. */
  public static final String WATERMARK = "watermark";

  /** Namespace of counters whose names say what the user should know about the input. */
  public static final String REPORTS = InputReports.NAMESPACE;

  /** Namespace of gauges by topic: the partition that others wait for, plus one, or 0 for none. */
  public static final String WAITING_FOR = WaitGauges.PARTITION;

  /** Namespace of gauges by topic: since when others wait, ms since 1970. */
  public static final String WAITING_SINCE = WaitGauges.SINCE;

  /** Distribution of the source's marks after which every step has received everything. */
  public static final String AFTER_THE_END = "after-the-end";

  private final transient StreamSource<?> source;
  private final transient SourceAdapter adapter;

  private ReadStream(StreamSource<?> source, SourceAdapter adapter) {
    this.source = source;
    this.adapter = adapter;
  }

  /** Wraps a source where the runner needs that; elements and marks stay the same. */
  @FunctionalInterface
  public interface SourceAdapter {
    <T, M extends UnboundedSource.CheckpointMark> UnboundedSource<T, M> adapt(
        UnboundedSource<T, M> source);
  }

  /**
   * Creates a transform that reads a stream.
   *
   * @param step the name that record counts and trace events carry
   * @param traced the reading to look out for
   */
  public static ReadStream of(
      ArrivalStreamFactory<?> streams,
      StreamRequirements requirements,
      String step,
      TracedReading traced) {
    return new ReadStream(
        new StreamSource<>(streams, requirements, step, traced), ReadStream::same);
  }

  /** Returns the same transform, with its source wrapped for a runner. */
  public ReadStream adaptedBy(SourceAdapter runner) {
    return new ReadStream(source, runner);
  }

  /**
   * Returns the same transform, whose source emits empty batches when the stream has ended: for a
   * runner that reads a given number of batches, and would wait for them.
   */
  public ReadStream repeatingItsEnd() {
    return new ReadStream(source.repeatingItsEnd(), adapter);
  }

  private static <T, M extends UnboundedSource.CheckpointMark> UnboundedSource<T, M> same(
      UnboundedSource<T, M> source) {
    return source;
  }

  @Override
  public PCollection<ReadingBatch> expand(PBegin begin) {
    return begin
        .apply("Arrivals", Read.from(adapter.adapt(source)))
        .apply("Progress", ParDo.of(new ReportProgressFn(source.maxDelay())))
        .setCoder(ReadingBatchCoder.of(source.schema()));
  }

  /** Reports as metrics how far the stream has come, and passes the batches on. */
  private static final class ReportProgressFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final Distribution afterTheEnd =
        Metrics.distribution(ReadFiles.PROGRESS, AFTER_THE_END);

    private final Gauge arrivalClock = Metrics.gauge(PROGRESS, ARRIVAL_CLOCK);
    private final Gauge watermark = Metrics.gauge(PROGRESS, WATERMARK);
    private final Duration maxDelay;

    ReportProgressFn(Duration maxDelay) {
      this.maxDelay = maxDelay;
    }

    @ProcessElement
    public void report(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      if (batch.progress().arrivalClock() != StreamProgress.NO_CLOCK) {
        arrivalClock.set(batch.progress().arrivalClock());
      }
      if (!batch.progress().isOver() && batch.progress().oldestMark() != StreamProgress.NO_CLOCK) {
        watermark.set(batch.progress().oldestMark() - maxDelay.toMillis());
      }
      if (batch.progress().isOver()) {
        afterTheEnd.update(batch.progress().mark());
      }
      output.output(batch);
    }
  }
}
