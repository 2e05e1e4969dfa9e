package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivalStream;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.ReplayPacer;
import java.io.IOException;
import java.util.Optional;

/**
 * The lines of files that lie still, as they once arrived: as fast as they can be read, or so many
 * times faster than they arrived.
 */
final class ReplayedFilesStream implements ArrivalStream {
  private final FilesByArrival files;
  private final ReplayPacer pace;

  /**
   * Replays files.
   *
   * @param pace when lines are due
   */
  ReplayedFilesStream(FilesByArrival files, ReplayPacer pace) {
    this.files = files;
    this.pace = pace;
  }

  @Override
  public Optional<ArrivingLine> next() throws UnreadableInputException {
    Optional<ArrivingLine> next = files.peek();
    return next.isPresent() && pace.allows(next.get())
        ? Optional.of(files.next())
        : Optional.empty();
  }

  @Override
  public boolean hasEnded() throws UnreadableInputException {
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
