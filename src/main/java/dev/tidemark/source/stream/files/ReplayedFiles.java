package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivalStreams;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.trace.ReadTracer;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Files that lie still, to be replayed.
 *
 * @param speed how many times faster than the readings arrived; infinite for as fast as it goes
 */
public record ReplayedFiles(List<InputFile> files, double speed) implements ArrivalStreams {

  @Override
  public ReplayedFilesStream open(Optional<Serializable> position, ReadTracer sightings)
      throws UnreadableInputException {
    ArrivalMerger merge = ArrivalMerger.of(new FileTurns(sightings), file -> {});
    return new ReplayedFilesStream(
        position.isPresent()
            ? FilesByArrival.resume(files, (FilePositions) position.get(), merge)
            : FilesByArrival.of(files, merge),
        new ReplayPacer(speed));
  }
}
