package dev.tidemark.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Encodes a key so that equal keys have equal bytes. */
public final class ReadingKeyCoder extends AtomicCoder<ReadingKey> {
  private static final ReadingKeyCoder INSTANCE = new ReadingKeyCoder();

  public static ReadingKeyCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReadingKey key, OutputStream out) throws IOException {
    BooleanCoder.of().encode(key.isPresent(), out);
    if (key.isPresent()) {
      StringUtf8Coder.of().encode(key.text(), out);
    }
  }

  @Override
  public ReadingKey decode(InputStream in) throws IOException {
    return BooleanCoder.of().decode(in)
        ? ReadingKey.of(StringUtf8Coder.of().decode(in))
        : ReadingKey.ABSENT;
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
