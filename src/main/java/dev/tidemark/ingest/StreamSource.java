package dev.tidemark.ingest;

import dev.tidemark.explain.Watch;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
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
final class StreamSource extends UnboundedSource<ReadingBlock, StreamMark> {
  private final Supplies supplies;
  private final StreamClock clock;
  private final String step;
  private final Watch watch;

  StreamSource(Supplies supplies, StreamClock clock, String step, Watch watch) {
    this.supplies = supplies;
    this.clock = clock;
    this.step = step;
    this.watch = watch;
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
    Sightings sightings = new Sightings(watch, step);
    Optional<StreamMark> last = Optional.ofNullable(mark);
    return new StreamReader(
        this,
        supplies.open(last.map(StreamMark::position), sightings),
        last.map(known -> ArrivalClock.resume(clock, known.clock()))
            .orElseGet(() -> ArrivalClock.start(clock)),
        new BlockBuilder(step),
        sightings);
  }

  @Override
  public Coder<StreamMark> getCheckpointMarkCoder() {
    return SerializableCoder.of(StreamMark.class);
  }

  @Override
  public Coder<ReadingBlock> getOutputCoder() {
    return ReadingBlockCoder.of();
  }
}
