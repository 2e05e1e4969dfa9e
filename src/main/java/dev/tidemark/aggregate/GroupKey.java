package dev.tidemark.aggregate;

import dev.tidemark.model.ReadingColumns;
import dev.tidemark.model.TypedValue;
import dev.tidemark.schema.Field;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;

/**
 * The key of a group: the values that its readings have in the fields grouped by. A value is empty
 * where they lack the field.
 */
record GroupKey(List<Optional<Comparable<?>>> values) {

  static GroupKey of(ReadingColumns readings, int row, List<Field> fields) {
    List<Optional<Comparable<?>>> values = new ArrayList<>(fields.size());
    for (Field field : fields) {
      values.add(readings.column(field).value(row));
    }
    return new GroupKey(List.copyOf(values));
  }

  /** Whether this is the key of a reading. */
  boolean isOf(ReadingColumns readings, int row, List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (!readings.column(fields.get(i)).has(row, values.get(i))) {
        return false;
      }
    }
    return true;
  }

  static Coder<GroupKey> coder() {
    return GroupKeyCoder.INSTANCE;
  }

  /** Encodes a key so that equal keys have equal bytes. */
  private static final class GroupKeyCoder extends AtomicCoder<GroupKey> {
    private static final GroupKeyCoder INSTANCE = new GroupKeyCoder();

    @Override
    public void encode(GroupKey key, OutputStream stream) throws IOException {
      DataOutputStream out = new DataOutputStream(stream);
      VarInt.encode(key.values().size(), out);
      for (Optional<Comparable<?>> value : key.values()) {
        TypedValue.write(value, out);
      }
    }

    @Override
    public GroupKey decode(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(stream);
      int size = VarInt.decodeInt(in);
      List<Optional<Comparable<?>>> values = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        values.add(TypedValue.read(in));
      }
      return new GroupKey(List.copyOf(values));
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
