package dev.tidemark.feed;

import dev.tidemark.source.stream.files.ReplayedLine;
import dev.tidemark.source.stream.files.ReplayedLines;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Passes replayed lines on, each when it is due. */
public final class Feed {
  private static final long POLL_NANOS = 5_000_000;

  private Feed() {}

  /**
   * How many lines were passed on.
   *
   * @param tooLong lines that no run would read, which were skipped
   */
  public record Passed(long lines, long tooLong) {}

  /** Passes on all lines. */
  public static Passed pass(ReplayedLines lines, FeedTarget target) throws IOException {
    long passed = 0;
    long tooLong = 0;
    while (!lines.hasEnded()) {
      Optional<ReplayedLine> line = lines.next();
      if (line.isEmpty()) {
        target.idle();
        LockSupport.parkNanos(POLL_NANOS);
      } else if (line.get().isWhole()) {
        target.write(line.get());
        passed++;
      } else {
        tooLong++;
      }
    }
    target.finish();
    return new Passed(passed, tooLong);
  }
}
