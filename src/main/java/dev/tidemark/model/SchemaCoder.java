package dev.tidemark.model;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Encodes a schema, where readings of several travel together. */
final class SchemaCoder extends AtomicCoder<ReadingSchema> {
  private static final SchemaCoder INSTANCE = new SchemaCoder();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<List<String>> TEXTS = ListCoder.of(TEXT);

  static SchemaCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReadingSchema schema, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(schema.fields().size());
    out.writeInt(schema.visibleFields().size());
    for (Field field : schema.fields()) {
      TEXT.encode(field.name(), out);
      TEXT.encode(field.type().name(), out);
      TEXT.encode(field.unit().name(), out);
      TEXTS.encode(field.path(), out);
    }
    TEXTS.encode(names(schema.fields().stream().filter(Field::isRequired).toList()), out);
    TEXTS.encode(names(schema.arrival().stream().toList()), out);
    out.writeBoolean(schema.declaresArrival());
    TEXTS.encode(names(schema.identity()), out);
    TEXTS.encode(names(schema.names()), out);
  }

  @Override
  public ReadingSchema decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    ReadingSchema.Builder builder = ReadingSchema.builder();
    int size = in.readInt();
    int visible = in.readInt();
    for (int i = 0; i < size; i++) {
      if (i == visible) {
        builder.carry();
      }
      builder.add(
          TEXT.decode(in),
          Field.Type.valueOf(TEXT.decode(in)),
          Unit.valueOf(TEXT.decode(in)),
          TEXTS.decode(in));
    }
    builder.require(TEXTS.decode(in));
    List<String> arrival = TEXTS.decode(in);
    if (in.readBoolean()) {
      builder.arrival(arrival.get(0));
      arrival = List.of();
    }
    ReadingSchema schema = builder.identity(TEXTS.decode(in)).names(TEXTS.decode(in)).build();
    return arrival.isEmpty() ? schema : schema.arrivingAt(named(arrival.get(0), schema));
  }

  private static Field named(String name, ReadingSchema schema) {
    return schema.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }
}
