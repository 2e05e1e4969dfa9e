package dev.tidemark.feed;

import dev.tidemark.source.stream.files.ReplayedLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Writes lines to files for a run to follow. A file appears as a whole, under a name that sorts
 * after those of all files before it; until then it has a hidden name.
 */
public final class DirectoryFeed implements FeedTarget {
  private static final int MAX_BYTES = 1 << 20;
  private static final long MAX_NANOS = 1_000_000_000;

  private final Path directory;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long openedNanos;
  private int files;

  private DirectoryFeed(Path directory) {
    this.directory = directory;
  }

  public static DirectoryFeed into(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new DirectoryFeed(directory);
  }

  @Override
  public void write(ReplayedLine replayed) throws IOException {
    ByteBuffer line = replayed.bytes();
    if (open.size() == 0) {
      openedNanos = System.nanoTime();
    }
    byte[] bytes = new byte[line.remaining()];
    line.duplicate().get(bytes);
    open.writeBytes(bytes);
    open.write('\n');
    if (open.size() >= MAX_BYTES) {
      finish();
    } else {
      idle();
    }
  }

  /** Lets a file appear that has been open for a second. */
  @Override
  public void idle() throws IOException {
    if (System.nanoTime() - openedNanos >= MAX_NANOS) {
      finish();
    }
  }

  /** Lets the last file appear. */
  @Override
  public void finish() throws IOException {
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

  public int files() {
    return files;
  }
}
