package dev.tidemark.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The lines of files as they once arrived, for who passes them on. */
public final class ReplayedLines implements Closeable {
  private final Merge merge = new Merge();
  private final Pace pace;

  private ReplayedLines(Pace pace) {
    this.pace = pace;
  }

  /**
   * Opens files.
   *
   * @param speed how many times faster than they arrived; infinite for as fast as it goes
   */
  public static ReplayedLines of(InputFiles files, double speed) throws UnreadableInput {
    ReplayedLines lines = new ReplayedLines(new Pace(speed));
    for (FilePosition start : ReplayFiles.beginning(files.files())) {
      lines.merge.add(FileArrivals.withLines(start));
    }
    return lines;
  }

  /** The next line; empty where it is not yet its time, or there is none. */
  public Optional<ReplayedLine> next() throws UnreadableInput {
    Optional<Arrival> next = merge.peek();
    return next.isPresent() && pace.allows(next.get())
        ? Optional.of(ReplayedLine.of(merge.take()))
        : Optional.empty();
  }

  public boolean hasEnded() throws UnreadableInput {
    return merge.peek().isEmpty();
  }

  @Override
  public void close() throws IOException {
    merge.close();
  }
}
