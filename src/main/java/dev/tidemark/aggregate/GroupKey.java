package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
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

  static GroupKey of(Reading reading, List<Field> fields) {
    if (fields.size() == 1) {
      // The usual case, once per reading: without a list to fill.
      return new GroupKey(List.of(fields.get(0).text(reading)));
    }
    List<Optional<String>> values = new ArrayList<>(fields.size());
    for (Field field : fields) {
      values.add(field.text(reading));
    }
    return new GroupKey(values);
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
