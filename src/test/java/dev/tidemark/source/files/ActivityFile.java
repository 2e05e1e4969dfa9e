package dev.tidemark.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A file of activity data for tests, line by line, and where each line begins. */
public final class ActivityFile {
  private final Path path;
  private final boolean compressed;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Long> offsets = new ArrayList<>();

  public ActivityFile(Path path, boolean compressed) {
    this.path = path;
    this.compressed = compressed;
  }

  /** Adds a reading of user {@code a}, identified by its index. */
  public ActivityFile reading(long arrival, long creationMillis, long index) {
    return line(
        """
        {"Arrival_Time":%d,"Creation_Time":%d,"User":"a","Device":"phone","Index":%d}\
        """
            .formatted(arrival, creationMillis * 1_000_000, index));
  }

  /** Adds a reading that arrives in the millisecond in which it was made. */
  public ActivityFile reading(long arrival, long index) {
    return reading(arrival, arrival, index);
  }

  public ActivityFile line(String text) {
    offsets.add((long) bytes.size());
    bytes.writeBytes((text + "\n").getBytes(UTF_8));
    return this;
  }

  /** Where each line begins, in the uncompressed bytes. */
  public List<Long> offsets() {
    return offsets;
  }

  public InputFile write() throws IOException {
    try (OutputStream file = Files.newOutputStream(path);
        OutputStream out = compressed ? new GZIPOutputStream(file) : file) {
      bytes.writeTo(out);
    }
    return new InputFile(path.toString(), Files.size(path), compressed);
  }
}
