package dev.tidemark.feed;

import dev.tidemark.source.stream.files.ReplayedLine;
import dev.tidemark.source.stream.files.ReplayedLines;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Passes lines on, each when its time has come. */
public final class Feed {
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  private Feed() {}

  /**
   * What was passed on.
   *
   * @param leftOut lines that are longer than any that is read
   */
  public record Passed(long lines, long leftOut) {}

  /** Passes on all lines. */
  public static Passed pass(ReplayedLines lines, FeedTarget target) throws IOException {
    long passed = 0;
    long leftOut = 0;
    while (!lines.hasEnded()) {
      Optional<ReplayedLine> line = lines.next();
      if (line.isEmpty()) {
        target.idle();
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      } else if (line.get().isWhole()) {
        target.write(line.get());
        passed++;
      } else {
        leftOut++;
      }
    }
    target.finish();
    return new Passed(passed, leftOut);
  }
}
