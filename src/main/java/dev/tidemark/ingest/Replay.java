package dev.tidemark.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The lines of files that lie still, as they once arrived: as fast as they can be read, or so many
 * times faster than they arrived.
 */
final class Replay implements Supply {
  private final Merge merge = new Merge();
  private final Pace pace;

  private Replay(Pace pace) {
    this.pace = pace;
  }

  /**
   * Goes on from where each file was left.
   *
   * @param pace when lines are due
   */
  static Replay of(List<FilePosition> positions, Pace pace, Sightings sightings)
      throws UnreadableInput {
    Replay replay = new Replay(pace);
    for (FilePosition position : positions) {
      replay.merge.add(FileArrivals.open(position, Long.MAX_VALUE, sightings));
    }
    return replay;
  }

  @Override
  public Optional<Arrival> next() throws UnreadableInput {
    Optional<Arrival> next = merge.peek();
    return next.isPresent() && pace.allows(next.get())
        ? Optional.of(merge.take())
        : Optional.empty();
  }

  @Override
  public boolean hasEnded() throws UnreadableInput {
    return merge.peek().isEmpty();
  }

  @Override
  public FilePositions position() {
    return new FilePositions(merge.positions());
  }

  @Override
  public void close() throws IOException {
    merge.close();
  }
}
