package dev.tidemark.sink.file;

import dev.tidemark.row.RowFormat;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.Row;

/** Encodes rows, for files whose values must keep their types until they are written. */
final class CodedRowFormat implements RowFormat {
  private final RowCoder coder;

  CodedRowFormat(Schema schema) {
    this.coder = RowCoder.of(schema);
  }

  @Override
  public byte[] format(Row row) {
    try {
      return CoderUtils.encodeToByteArray(coder, row);
    } catch (CoderException e) {
      throw new UncheckedIOException("a row is not of its schema", e);
    }
  }

  /** The row that a record was made of. */
  Row row(byte[] record) throws CoderException {
    return CoderUtils.decodeFromByteArray(coder, record);
  }
}
