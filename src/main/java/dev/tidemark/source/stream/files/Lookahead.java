package dev.tidemark.source.stream.files;

import java.io.Closeable;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Whether the lines of files are parsed before they are asked for, while others are merged. All are
 * parsed by one thread, since files share a parser.
 */
final class Lookahead implements Closeable {
  /** Of more files, what is parsed ahead would take much memory. */
  private static final int MAX_FILES = 256;

  private static final int CHUNK = 256;

  /** Where none is parsed ahead: columns of fewer cost more than they save. */
  private static final int CHUNK_OF_MANY_FILES = 16;

  private final Optional<ExecutorService> thread;

  private Lookahead(Optional<ExecutorService> thread) {
    this.thread = thread;
  }

  /** Lines are parsed when the first of a few is asked for. */
  static Lookahead none() {
    return new Lookahead(Optional.empty());
  }

  /** Some lines of each file are parsed ahead, unless there are too many files. */
  static Lookahead of(int files) {
    return files > MAX_FILES ? none() : new Lookahead(Optional.of(daemon()));
  }

  /** A thread that ends when it is idle, as a runner may forget to close a reader. */
  private static ExecutorService daemon() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread daemon = new Thread(work, "tidemark-lookahead");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  /** The thread that parses lines ahead, if one does. */
  Optional<ExecutorService> thread() {
    return thread;
  }

  /** How many lines of a file are parsed at a time. */
  int chunk() {
    return thread.isPresent() ? CHUNK : CHUNK_OF_MANY_FILES;
  }

  @Override
  public void close() {
    thread.ifPresent(ExecutorService::shutdownNow);
  }
}
