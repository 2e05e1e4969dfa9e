package dev.tidemark.ingest;

import dev.tidemark.ingest.InputFiles.InputFile;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Files that lie still, to be replayed.
 *
 * @param speed how many times faster than the readings arrived; infinite for as fast as it goes
 */
record ReplayFiles(List<InputFile> files, double speed) implements Supplies {

  @Override
  public Replay open(Optional<Serializable> position, Sightings sightings) throws UnreadableInput {
    Merge merge = Merge.of(new FileTurns(sightings), file -> {});
    return new Replay(
        position.isPresent()
            ? FilesByArrival.resume(files, (FilePositions) position.get(), merge)
            : FilesByArrival.of(files, merge),
        new Pace(speed));
  }
}
