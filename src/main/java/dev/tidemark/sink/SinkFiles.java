package dev.tidemark.sink;

import dev.tidemark.row.RowFormat;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.sink.file.RecordFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * The files of a sink.
 *
 * @param schema of the rows
 * @param identity what tells the rows apart
 */
public record SinkFiles(FileFormat format, Schema schema, RowIdentity identity)
    implements Serializable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Files of lines that are JSON already. */
  static final SinkFiles OF_LINES = ofLines(RowIdentity.UNKNOWN);

  /** Files of lines that are JSON already, and what tells them apart. */
  static SinkFiles ofLines(RowIdentity identity) {
    return new SinkFiles(FileFormat.JSON_LINES, Schema.of(), identity);
  }

  /** How the names of the files end. */
  public String ending() {
    return format.ending();
  }

  /** The content of a file without rows. */
  public byte[] empty() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      open(bytes).close();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  RowFormat rows() {
    return format.rows(schema);
  }

  /** Starts a file, which closes the stream with itself. */
  RecordFile open(OutputStream out) throws IOException {
    return format.open(schema, out);
  }

  /** Starts a file. */
  RecordFile create(ResourceId file) throws IOException {
    return open(stream(file));
  }

  /** A new file, or one that replaces another. */
  static OutputStream stream(ResourceId file) throws IOException {
    return new BufferedOutputStream(
        Channels.newOutputStream(FileSystems.create(file, MimeTypes.BINARY)), BUFFER_BYTES);
  }
}
