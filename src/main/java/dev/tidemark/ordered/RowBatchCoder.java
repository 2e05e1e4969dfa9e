package dev.tidemark.ordered;

import dev.tidemark.model.SideOutputCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Encodes rows of one schema and their side output. */
final class RowBatchCoder extends CustomCoder<RowBatch> {
  private static final VarLongCoder EMITTED_AT = VarLongCoder.of();

  private final Coder<List<Row>> rows;

  private RowBatchCoder(Coder<List<Row>> rows) {
    this.rows = rows;
  }

  static RowBatchCoder of(Schema schema) {
    return new RowBatchCoder(ListCoder.of(RowCoder.of(schema)));
  }

  @Override
  public void encode(RowBatch batch, OutputStream out) throws IOException {
    EMITTED_AT.encode(batch.emittedAt(), out);
    rows.encode(batch.rows(), out);
    SideOutputCoder.of().encode(batch.sideOutput(), out);
  }

  @Override
  public RowBatch decode(InputStream in) throws IOException {
    return new RowBatch(EMITTED_AT.decode(in), rows.decode(in), SideOutputCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    throw new NonDeterministicException(this, "rows are values, never keys");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowBatchCoder that && rows.equals(that.rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }
}
