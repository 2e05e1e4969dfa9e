package dev.tidemark.source.stream;

import dev.tidemark.format.BatchBuilder;
import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.SpanText;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * Emits batches of the lines of an arrival stream, each with how far the stream has come by then.
 */
final class StreamReader<P> extends UnboundedSource.UnboundedReader<ReadingBatch>
    implements LineTarget {
  /** Its maximum is the total: counted by marks, what is read again after a crash counts once. */
  private static final Distribution READINGS_SO_FAR =
      Metrics.distribution(ReadStream.PROGRESS, ReadStream.READINGS_SO_FAR);

  private final StreamSource<P> source;
  private final BatchBuilder batch;
  private final ReadTracer tracer;
  private final ArrivalStream<P> stream;
  private final ArrivalClock clock;
  private Optional<ReadingBatch> current = Optional.empty();
  private Instant stamp = BoundedWindow.TIMESTAMP_MIN_VALUE;

  /** How many readings the stream has emitted. */
  private long readings;

  private StreamReader(
      StreamSource<P> source,
      ArrivalStream<P> stream,
      Optional<StreamMark<P>> mark,
      ReadTracer tracer) {
    this.source = source;
    this.batch = new BatchBuilder(source.step(), source.schema());
    this.tracer = tracer;
    this.stream = stream;
    this.clock = source.clockAt(mark);
    this.readings = mark.map(StreamMark::readings).orElse(0L);
  }

  /** Opens a reader that resumes at a mark, or starts. */
  static <P> StreamReader<P> at(
      Optional<StreamMark<P>> mark, StreamSource<P> source, ReadTracer tracer) throws IOException {
    return new StreamReader<>(source, source.open(mark, tracer), mark, tracer);
  }

  @Override
  public boolean start() throws IOException {
    return advance();
  }

  @Override
  public boolean advance() throws IOException {
    Optional<StreamProgress> due = clock.afterMark();
    if (due.isPresent()) {
      emitProgress(due.get());
      return true;
    }
    if (clock.hasEnded()) {
      // Also for a new reader, although the input may have grown since.
      if (source.repeatsEnd()) {
        emitProgress(clock.progress());
        return true;
      }
      current = Optional.empty();
      return false;
    }
    readLines();
    if (!batch.isEmpty()) {
      emitBatch();
      return true;
    }
    if (stream.hasEnded()) {
      clock.end();
      clock.unconfirmed().ifPresent(InputReports::report);
      // The Direct runner makes a mark only after output, and the end needs marks.
      emitProgress(clock.progress());
      return true;
    }
    stream.idleFor().ifPresent(this::pause);
    current = Optional.empty();
    return false;
  }

  @Override
  public void add(Reading reading) {
    batch.readings().add(reading);
  }

  @Override
  public void add(MalformedLine line) {
    batch.add(line);
  }

  @Override
  public ReadingBatch getCurrent() {
    return current.orElseThrow(NoSuchElementException::new);
  }

  /**
   * Returns a lower bound of the event times in the batch, whichever field those are taken from.
   */
  @Override
  public Instant getCurrentTimestamp() {
    if (current.isEmpty()) {
      throw new NoSuchElementException();
    }
    return stamp;
  }

  @Override
  public Instant getWatermark() {
    return clock.watermark();
  }

  @Override
  public StreamMark<P> getCheckpointMark() {
    return new StreamMark<>(stream.position(), clock.mark(), readings);
  }

  @Override
  public StreamSource<P> getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** Adds to the batch the lines that are available, until it is full. */
  private void readLines() throws IOException {
    Optional<ArrivingLine> next = stream.next();
    while (next.isPresent()) {
      next.get().addTo(this);
      next = batch.isFull() ? Optional.empty() : stream.next();
    }
  }

  private void pause(Duration idle) {
    clock.pause();
    InputReports.report(
        ("no input for %s: steps release what they buffer; the run follows until it is stopped"
                + " (Ctrl-C, SIGTERM or --stopAfter)")
            .formatted(SpanText.of(idle.toMillis())));
  }

  private void emitBatch() {
    ReadingBatch full = batch.take().withSideOutput(tracer.take());
    ReadingColumns judged = clock.judge(full.readings());
    readings += judged.size();
    READINGS_SO_FAR.update(readings);
    long soFar = clock.progress().arrivalClock();
    long earliest = judged.isEmpty() ? soFar : Math.min(judged.earliestInstant(), soFar);
    emit(new ReadingBatch(judged, full.sideOutput(), clock.progress()), earliest);
  }

  /** Emits a batch without readings, which tells the steps how far the stream has come. */
  private void emitProgress(StreamProgress progress) {
    emit(
        new ReadingBatch(ReadingColumns.none(source.schema()), SideOutput.NOTHING, progress),
        progress.arrivalClock());
  }

  /**
   * Emits a batch.
   *
   * @param earliest a lower bound of the event times in it, ms since 1970
   */
  private void emit(ReadingBatch emitted, long earliest) {
    current = Optional.of(emitted);
    long bounded = Math.max(earliest, BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis());
    stamp = Instant.ofEpochMilli(bounded);
  }
}
