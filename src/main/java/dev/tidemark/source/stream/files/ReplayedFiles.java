package dev.tidemark.source.stream.files;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivalStreamFactory;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.trace.ReadTracer;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * Opens a replay of files.
 *
 * @param speed how many times faster than the readings arrived; infinite for as fast as possible
 */
public record ReplayedFiles(List<InputFile> files, ReadingFormat format, double speed)
    implements ArrivalStreamFactory<ReplayPosition> {

  @Override
  public ReplayedFilesStream open(Optional<ReplayPosition> position, ReadTracer tracer)
      throws UnreadableInputException {
    ArrivalMerger merger =
        ArrivalMerger.sorted(
            new FileTurns(format, tracer),
            false,
            // A traced reading is told of when it is parsed: with the batch that it is in.
            tracer.isOn() ? Lookahead.none() : Lookahead.of(files.size()),
            finished -> {});
    ReplayPacer pacer = new ReplayPacer(speed);
    return position.isPresent()
        ? ReplayedFilesStream.resume(files, position.get(), merger, pacer)
        : ReplayedFilesStream.start(files, format, merger, pacer);
  }

  @Override
  public Coder<ReplayPosition> positionCoder() {
    return ReplayPosition.CODER;
  }
}
