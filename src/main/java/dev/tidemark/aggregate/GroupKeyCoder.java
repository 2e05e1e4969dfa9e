package dev.tidemark.aggregate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Encodes a key so that equal keys have equal bytes. */
final class GroupKeyCoder extends AtomicCoder<GroupKey> {
  private static final GroupKeyCoder INSTANCE = new GroupKeyCoder();
  private static final Coder<List<Optional<String>>> VALUES =
      ListCoder.of(OptionalCoder.of(StringUtf8Coder.of()));

  static GroupKeyCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(GroupKey key, OutputStream out) throws IOException {
    VALUES.encode(key.values(), out);
  }

  @Override
  public GroupKey decode(InputStream in) throws IOException {
    return new GroupKey(VALUES.decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
