package dev.tidemark.source.stream;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A stream of batches of readings. It is never split: a stream has one arrival clock, and on Spark
 * the watermark of several splits is that of the fastest
 * (https://github.com/apache/beam/issues/19411).
 */
final class StreamSource<P> extends UnboundedSource<ReadingBatch, StreamMark<P>> {
  private final ArrivalStreamFactory<P> streams;
  private final StreamRequirements requirements;
  private final String step;
  private final TracedReading traced;
  private final boolean repeatsEnd;

  StreamSource(
      ArrivalStreamFactory<P> streams,
      StreamRequirements requirements,
      String step,
      TracedReading traced) {
    this(streams, requirements, step, traced, false);
  }

  private StreamSource(
      ArrivalStreamFactory<P> streams,
      StreamRequirements requirements,
      String step,
      TracedReading traced,
      boolean repeatsEnd) {
    this.streams = streams;
    this.requirements = requirements;
    this.step = step;
    this.traced = traced;
    this.repeatsEnd = repeatsEnd;
  }

  /** See {@link ReadStream#repeatingItsEnd}. */
  StreamSource<P> repeatingItsEnd() {
    return new StreamSource<>(streams, requirements, step, traced, true);
  }

  boolean repeatsEnd() {
    return repeatsEnd;
  }

  Duration maxDelay() {
    return requirements.maxDelay();
  }

  @Override
  public List<StreamSource<P>> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public StreamReader<P> createReader(PipelineOptions options, StreamMark<P> mark)
      throws IOException {
    return StreamReader.at(Optional.ofNullable(mark), this, new ReadTracer(traced, step));
  }

  ArrivalStream<P> open(Optional<StreamMark<P>> mark, ReadTracer tracer) throws IOException {
    return streams.open(mark.map(StreamMark::position), tracer);
  }

  ArrivalClock clockAt(Optional<StreamMark<P>> mark) {
    return mark.map(known -> ArrivalClock.resume(requirements, known.clock()))
        .orElseGet(() -> ArrivalClock.start(requirements));
  }

  ReadingSchema schema() {
    return streams.format().schema();
  }

  String step() {
    return step;
  }

  @Override
  public Coder<StreamMark<P>> getCheckpointMarkCoder() {
    return new StreamMarkCoder<>(streams.positionCoder());
  }

  @Override
  public Coder<ReadingBatch> getOutputCoder() {
    return ReadingBatchCoder.of(schema());
  }
}
