package dev.tidemark.source.files;

import dev.tidemark.source.InputFiles.InputFile;
import dev.tidemark.source.UnreadableInput;
import dev.tidemark.source.stream.Pace;
import dev.tidemark.source.stream.Supplies;
import dev.tidemark.trace.Sightings;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Files that lie still, to be replayed.
 *
 * @param speed how many times faster than the readings arrived; infinite for as fast as it goes
 */
public record ReplayFiles(List<InputFile> files, double speed) implements Supplies {

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
