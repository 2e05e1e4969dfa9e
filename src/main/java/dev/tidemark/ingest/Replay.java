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
  private final double speed;
  private Optional<Pace> pace = Optional.empty();

  private Replay(double speed) {
    this.speed = speed;
  }

  /** Real time at the first line, and the arrival time that belongs to it. */
  private record Pace(long startedNanos, long firstTime) {
    boolean allows(long time, double speed) {
      return time - firstTime <= (System.nanoTime() - startedNanos) / 1e6 * speed;
    }
  }

  /**
   * Goes on from where each file was left.
   *
   * @param speed how many times faster than real time; infinite for as fast as it goes
   */
  static Replay of(List<FilePosition> positions, double speed, Sightings sightings)
      throws UnreadableInput {
    Replay replay = new Replay(speed);
    for (FilePosition position : positions) {
      replay.merge.add(FileArrivals.open(position, Long.MAX_VALUE, sightings));
    }
    return replay;
  }

  @Override
  public Optional<Arrival> next() throws UnreadableInput {
    Optional<Arrival> next = merge.peek();
    return next.isPresent() && isTime(next.get()) ? Optional.of(merge.take()) : Optional.empty();
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

  private boolean isTime(Arrival arrival) {
    if (Double.isInfinite(speed) || arrival.time() == Long.MIN_VALUE) {
      return true;
    }
    if (pace.isEmpty()) {
      pace = Optional.of(new Pace(System.nanoTime(), arrival.time()));
    }
    return pace.get().allows(arrival.time(), speed);
  }
}
