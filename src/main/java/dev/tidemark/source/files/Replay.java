package dev.tidemark.source.files;

import dev.tidemark.source.UnreadableInput;
import dev.tidemark.source.stream.Arrival;
import dev.tidemark.source.stream.Pace;
import dev.tidemark.source.stream.Supply;
import java.io.IOException;
import java.util.Optional;

/**
 * The lines of files that lie still, as they once arrived: as fast as they can be read, or so many
 * times faster than they arrived.
 */
final class Replay implements Supply {
  private final FilesByArrival files;
  private final Pace pace;

  /**
   * Replays files.
   *
   * @param pace when lines are due
   */
  Replay(FilesByArrival files, Pace pace) {
    this.files = files;
    this.pace = pace;
  }

  @Override
  public Optional<Arrival> next() throws UnreadableInput {
    Optional<Arrival> next = files.peek();
    return next.isPresent() && pace.allows(next.get())
        ? Optional.of(files.take())
        : Optional.empty();
  }

  @Override
  public boolean hasEnded() throws UnreadableInput {
    return files.peek().isEmpty();
  }

  @Override
  public FilePositions position() {
    return files.position();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
