package dev.tidemark.sink.file;

import dev.tidemark.row.RowFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;

/** What the files of a sink are, and how they are compressed. */
public record FileFormat(FileType type, Compression compression) implements Serializable {
  public static final FileFormat JSON_LINES = new FileFormat(FileType.JSON_LINES, Compression.NONE);

  /**
   * Creates a format.
   *
   * @throws IllegalArgumentException if such files cannot be compressed so
   */
  public FileFormat {
    if (!type.compressions().contains(compression)) {
      throw new IllegalArgumentException(type + " with " + compression);
    }
  }

  /** How the names of the files end. */
  public String ending() {
    return type.ending(compression);
  }

  /** Whether a person can read the files as they are. */
  public boolean isText() {
    return type != FileType.PARQUET && compression == Compression.NONE;
  }

  /** Makes records of rows. */
  public RowFormat rows(Schema schema) {
    return type.rows(schema);
  }

  /**
   * Starts a file of records.
   *
   * @param schema of the rows that the records were made of
   * @param out closed with the file
   */
  public RecordFile open(Schema schema, OutputStream out) throws IOException {
    return type.open(schema, compression, out);
  }

  /** How the names of files with rows end, whatever their format. */
  public static List<String> endings() {
    return FileType.endings();
  }
}
