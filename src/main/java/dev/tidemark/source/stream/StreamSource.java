package dev.tidemark.source.stream;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A stream of blocks of readings. It is never split: a stream has one arrival clock, and on Spark
 * the watermark of several splits would be that of the fastest.
 */
final class StreamSource extends UnboundedSource<ReadingBatch, StreamMark> {
  private final ArrivalStreams supplies;
  private final StreamRequirements clock;
  private final String step;
  private final TracedReading traced;

  StreamSource(
      ArrivalStreams supplies, StreamRequirements clock, String step, TracedReading traced) {
    this.supplies = supplies;
    this.clock = clock;
    this.step = step;
    this.traced = traced;
  }

  Duration maxDelay() {
    return clock.maxDelay();
  }

  @Override
  public List<StreamSource> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public StreamReader createReader(PipelineOptions options, StreamMark mark) throws IOException {
    return StreamReader.at(Optional.ofNullable(mark), this, new ReadTracer(traced, step));
  }

  ArrivalStream open(Optional<StreamMark> mark, ReadTracer sightings) throws IOException {
    return supplies.open(mark.map(StreamMark::position), sightings);
  }

  ArrivalClock clockAt(Optional<StreamMark> mark) {
    return mark.map(known -> ArrivalClock.resume(clock, known.clock()))
        .orElseGet(() -> ArrivalClock.start(clock));
  }

  String step() {
    return step;
  }

  @Override
  public Coder<StreamMark> getCheckpointMarkCoder() {
    return SerializableCoder.of(StreamMark.class);
  }

  @Override
  public Coder<ReadingBatch> getOutputCoder() {
    return ReadingBatchCoder.of();
  }
}
