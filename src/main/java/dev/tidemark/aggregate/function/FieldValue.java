package dev.tidemark.aggregate.function;

import dev.tidemark.model.CodePointOrder;
import dev.tidemark.model.Field;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Values of one field: how they compare and travel. */
record FieldValue(Field.Type type) {

  @SuppressWarnings("unchecked")
  int compare(Comparable<?> a, Comparable<?> b) {
    return type == Field.Type.TEXT
        ? CodePointOrder.ORDER.compare((String) a, (String) b)
        : ((Comparable<Object>) a).compareTo(b);
  }

  void write(Comparable<?> value, DataOutput out) throws IOException {
    switch (type) {
      case TEXT -> {
        byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
      case WHOLE -> out.writeLong((Long) value);
      case REAL -> out.writeDouble((Double) value);
    }
  }

  Comparable<?> read(DataInput in) throws IOException {
    return switch (type) {
      case TEXT -> {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        yield new String(bytes, StandardCharsets.UTF_8);
      }
      case WHOLE -> in.readLong();
      case REAL -> in.readDouble();
    };
  }
}
