package dev.tidemark.generate;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The open files of one table. */
final class PartFiles implements Closeable {
  private static final int BUFFER_BYTES = 32 * 1024;

  private final List<Path> paths = new ArrayList<>();
  private final List<OutputStream> outputs = new ArrayList<>();
  private long bytes;

  private PartFiles() {}

  static PartFiles create(Path directory, int count) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException("cannot create the directory " + directory + ": " + e, e);
    }
    PartFiles files = new PartFiles();
    try {
      for (int part = 0; part < count; part++) {
        String name = String.format(Locale.ROOT, "part-%05d-of-%05d.json", part, count);
        files.open(directory.resolve(name));
      }
    } catch (IOException e) {
      // Closes the files that were opened before.
      try (files) {
        throw e;
      }
    }
    return files;
  }

  /** Bytes written so far. */
  long bytes() {
    return bytes;
  }

  void write(int part, LineBuffer line) throws IOException {
    try {
      line.writeTo(outputs.get(part));
    } catch (IOException e) {
      throw cannotWrite(paths.get(part), e);
    }
    bytes += line.length();
  }

  /** Closes every file, then throws the first failure. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (int part = 0; part < outputs.size(); part++) {
      try {
        outputs.get(part).close();
      } catch (IOException e) {
        if (failure == null) {
          failure = cannotWrite(paths.get(part), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void open(Path path) throws IOException {
    try {
      outputs.add(new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES));
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
    paths.add(path);
  }

  private static IOException cannotWrite(Path path, IOException cause) {
    return new IOException("cannot write " + path + ": " + cause, cause);
  }
}
