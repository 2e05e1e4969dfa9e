package dev.tidemark.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Writes rows and what was set aside. */
public final class RowBlockCoder extends AtomicCoder<RowBlock> {
  private static final RowBlockCoder INSTANCE = new RowBlockCoder();
  private static final Coder<List<String>> ROWS = ListCoder.of(StringUtf8Coder.of());

  public static RowBlockCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RowBlock block, OutputStream out) throws IOException {
    ROWS.encode(block.rows(), out);
    SetAsideCoder.of().encode(block.setAside(), out);
  }

  @Override
  public RowBlock decode(InputStream in) throws IOException {
    return new RowBlock(ROWS.decode(in), SetAsideCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
