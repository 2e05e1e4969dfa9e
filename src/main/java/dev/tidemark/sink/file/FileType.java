package dev.tidemark.sink.file;

import static dev.tidemark.sink.file.Compression.GZIP;
import static dev.tidemark.sink.file.Compression.NONE;
import static dev.tidemark.sink.file.Compression.SNAPPY;
import static dev.tidemark.sink.file.Compression.ZSTD;

import dev.tidemark.row.CsvRowFormat;
import dev.tidemark.row.JsonRowFormat;
import dev.tidemark.row.RowFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;

/** What the files of a sink are. */
public enum FileType {
  /** A JSON object a line. */
  JSON_LINES(".jsonl", NONE, GZIP, ZSTD) {
    @Override
    RowFormat rows(Schema schema) {
      return JsonRowFormat.of(schema);
    }

    @Override
    RecordFile open(Schema schema, Compression compression, OutputStream out) throws IOException {
      return new TextFile(compression.compress(out));
    }
  },
  /** A line of names, then one record a row. */
  CSV(".csv", NONE, GZIP, ZSTD) {
    @Override
    RowFormat rows(Schema schema) {
      return CsvRowFormat.of(schema);
    }

    @Override
    RecordFile open(Schema schema, Compression compression, OutputStream out) throws IOException {
      RecordFile file = new TextFile(compression.compress(out));
      file.add(CsvRowFormat.header(schema));
      return file;
    }
  },
  /** Columns of values of the rows' schema, which the file holds too; compressed by page. */
  PARQUET(".parquet", NONE, GZIP, ZSTD, SNAPPY) {
    @Override
    RowFormat rows(Schema schema) {
      return new CodedRowFormat(schema);
    }

    @Override
    RecordFile open(Schema schema, Compression compression, OutputStream out) throws IOException {
      return new ParquetFile(schema, compression, out);
    }

    @Override
    String ending(Compression compression) {
      return super.ending(NONE);
    }
  };

  private final String ending;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<Compression> compressions;

  FileType(String ending, Compression... compressions) {
    this.ending = ending;
    this.compressions = List.of(compressions);
  }

  /** How such files may be compressed. */
  public List<Compression> compressions() {
    return compressions;
  }

  /** Makes records of rows. */
  abstract RowFormat rows(Schema schema);

  /** Starts a file, of which nothing was written. */
  abstract RecordFile open(Schema schema, Compression compression, OutputStream out)
      throws IOException;

  /** How the names of such files end. */
  String ending(Compression compression) {
    return ending + compression.ending();
  }

  /** How the names of files with rows end. */
  static List<String> endings() {
    return Arrays.stream(values())
        .flatMap(type -> type.compressions.stream().map(type::ending))
        .distinct()
        .toList();
  }
}
