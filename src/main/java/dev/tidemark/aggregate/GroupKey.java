package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * The key of a group: the values that its readings have in the text fields grouped by. A value is
 * empty where they lack the field.
 */
record GroupKey(List<Optional<String>> values) {

  static GroupKey of(ReadingColumns readings, int row, List<Field> fields) {
    List<Optional<String>> values = new ArrayList<>(fields.size());
    for (Field field : fields) {
      values.add(readings.texts(field).text(row));
    }
    return new GroupKey(List.copyOf(values));
  }

  /** Whether this is the key of a reading. */
  boolean isOf(ReadingColumns readings, int row, List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (!readings.texts(fields.get(i)).has(row, values.get(i))) {
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
    private static final Coder<List<Optional<String>>> VALUES =
        ListCoder.of(OptionalCoder.of(StringUtf8Coder.of()));

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
}
