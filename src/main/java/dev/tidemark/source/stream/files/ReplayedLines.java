package dev.tidemark.source.stream.files;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A replay of files outside any pipeline, for commands that pass the lines on as they are. */
public final class ReplayedLines implements Closeable {
  private final ReplayedFilesStream stream;

  private ReplayedLines(ReplayedFilesStream stream) {
    this.stream = stream;
  }

  /**
   * Opens files.
   *
   * @param speed how many times faster than they arrived; infinite for as fast as possible
   */
  public static ReplayedLines of(List<InputFile> files, ReadingFormat format, double speed)
      throws UnreadableInputException {
    FileTurns turns = new FileTurns(format, new ReadTracer(TracedReading.NOBODY, ""));
    return new ReplayedLines(
        ReplayedFilesStream.start(
            files,
            format,
            ArrivalMerger.sorted(turns, true, Lookahead.none(), finished -> {}),
            new ReplayPacer(speed)));
  }

  /** Returns the next line; empty where it is not due yet, or none is left. */
  public Optional<ReplayedLine> next() throws UnreadableInputException {
    return stream.next().map(ReplayedLine::of);
  }

  public boolean hasEnded() throws UnreadableInputException {
    return stream.hasEnded();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
