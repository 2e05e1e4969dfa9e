package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.ReplayPacer;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The lines of files as they once arrived, for who passes them on. */
public final class ReplayedLines implements Closeable {
  private final FilesByArrival files;
  private final ReplayPacer pace;

  private ReplayedLines(FilesByArrival files, ReplayPacer pace) {
    this.files = files;
    this.pace = pace;
  }

  /**
   * Opens files.
   *
   * @param speed how many times faster than they arrived; infinite for as fast as it goes
   */
  public static ReplayedLines of(List<InputFile> files, double speed)
      throws UnreadableInputException {
    return new ReplayedLines(
        FilesByArrival.of(files, ArrivalMerger.withLines()), new ReplayPacer(speed));
  }

  /** The next line; empty where it is not yet its time, or there is none. */
  public Optional<ReplayedLine> next() throws UnreadableInputException {
    Optional<ArrivingLine> next = files.peek();
    return next.isPresent() && pace.allows(next.get())
        ? Optional.of(ReplayedLine.of(files.next()))
        : Optional.empty();
  }

  public boolean hasEnded() throws UnreadableInputException {
    return files.peek().isEmpty();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
