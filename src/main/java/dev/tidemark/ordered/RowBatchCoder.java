package dev.tidemark.ordered;

import dev.tidemark.model.SideOutputCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Encodes rows and their side output. */
final class RowBatchCoder extends AtomicCoder<RowBatch> {
  private static final RowBatchCoder INSTANCE = new RowBatchCoder();
  private static final VarLongCoder EMITTED_AT = VarLongCoder.of();
  private static final Coder<List<String>> ROWS = ListCoder.of(StringUtf8Coder.of());

  static RowBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RowBatch batch, OutputStream out) throws IOException {
    EMITTED_AT.encode(batch.emittedAt(), out);
    ROWS.encode(batch.rows(), out);
    SideOutputCoder.of().encode(batch.sideOutput(), out);
  }

  @Override
  public RowBatch decode(InputStream in) throws IOException {
    return new RowBatch(EMITTED_AT.decode(in), ROWS.decode(in), SideOutputCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
