package dev.tidemark.ingest;

import dev.tidemark.explain.Watch;
import dev.tidemark.ingest.InputFiles.InputFile;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Files as a stream of blocks of readings. It is never split: a stream has one arrival clock, and
 * on Spark the watermark of several splits would be that of the fastest.
 */
final class StreamSource extends UnboundedSource<ReadingBlock, StreamMark> {
  private final List<InputFile> files;
  private final StreamClock clock;
  private final double speed;
  private final String step;
  private final Watch watch;

  StreamSource(InputFiles files, StreamClock clock, double speed, String step, Watch watch) {
    this.files = List.copyOf(files.files());
    this.clock = clock;
    this.speed = speed;
    this.step = step;
    this.watch = watch;
  }

  @Override
  public List<StreamSource> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public StreamReader createReader(PipelineOptions options, StreamMark mark) throws IOException {
    Sightings sightings = new Sightings(watch, step);
    List<FilePosition> positions = mark == null ? inOrder() : mark.files();
    return new StreamReader(
        this,
        Replay.of(positions, speed, sightings),
        mark == null ? ArrivalClock.start(clock) : ArrivalClock.resume(clock, mark.clock()),
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

  /** Each file from its beginning; it is read once to learn how far it is from arrival order. */
  private List<FilePosition> inOrder() throws UnreadableInput {
    List<FilePosition> positions = new ArrayList<>();
    for (InputFile file : files) {
      positions.add(
          FilePosition.start(
              file.name(), file.compressed(), ArrivalDisorder.of(file.name(), file.compressed())));
    }
    return positions;
  }
}
