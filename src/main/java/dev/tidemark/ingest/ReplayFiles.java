package dev.tidemark.ingest;

import dev.tidemark.ingest.InputFiles.InputFile;
import java.io.Serializable;
import java.util.ArrayList;
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
    List<FilePosition> start =
        position.isPresent() ? ((FilePositions) position.get()).files() : beginning(files);
    return Replay.of(start, new Pace(speed), sightings);
  }

  /** Each file is read once to learn how far its lines are from the order of arrival. */
  static List<FilePosition> beginning(List<InputFile> files) throws UnreadableInput {
    List<FilePosition> positions = new ArrayList<>();
    for (InputFile file : files) {
      positions.add(
          FilePosition.start(
              file.name(), file.compressed(), ArrivalDisorder.of(file.name(), file.compressed())));
    }
    return positions;
  }
}
