package dev.tidemark.model.reading;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/** Encodes a key so that equal keys have equal bytes. */
public final class ReadingKeyCoder extends AtomicCoder<ReadingKey> {
  private static final ReadingKeyCoder INSTANCE = new ReadingKeyCoder();

  public static ReadingKeyCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReadingKey key, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    VarInt.encode(key.values().size(), out);
    for (Optional<Comparable<?>> value : key.values()) {
      TypedValue.write(value, out);
    }
  }

  @Override
  public ReadingKey decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int size = VarInt.decodeInt(in);
    List<Optional<Comparable<?>>> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(TypedValue.read(in));
    }
    return new ReadingKey(values);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
