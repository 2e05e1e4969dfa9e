package dev.tidemark.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Writes lines to files that somebody follows. A file appears whole, under a name that comes after
 * those of all before it; until then it has a hidden name.
 */
final class FeedWriter {
  private static final int MOST_BYTES = 1 << 20;
  private static final long LONGEST_NANOS = 1_000_000_000;

  private final Path directory;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long openedNanos;
  private long lines;
  private int files;

  private FeedWriter(Path directory) {
    this.directory = directory;
  }

  static FeedWriter into(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new FeedWriter(directory);
  }

  void write(ByteBuffer line) throws IOException {
    if (open.size() == 0) {
      openedNanos = System.nanoTime();
    }
    byte[] bytes = new byte[line.remaining()];
    line.duplicate().get(bytes);
    open.writeBytes(bytes);
    open.write('\n');
    lines++;
    if (open.size() >= MOST_BYTES) {
      finish();
    } else {
      closeWhenDue();
    }
  }

  /** Lets a file appear that has been open for a second. */
  void closeWhenDue() throws IOException {
    if (System.nanoTime() - openedNanos >= LONGEST_NANOS) {
      finish();
    }
  }

  /** Lets the last file appear. */
  void finish() throws IOException {
    if (open.size() == 0) {
      return;
    }
    String name = String.format(Locale.ROOT, "part-%06d.json", files);
    Path hidden = directory.resolve("." + name);
    Files.write(hidden, open.toByteArray());
    Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    open.reset();
    files++;
  }

  long lines() {
    return lines;
  }

  int files() {
    return files;
  }
}
