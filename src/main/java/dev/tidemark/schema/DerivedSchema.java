package dev.tidemark.schema;

import dev.tidemark.schema.Field.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A schema whose fields are copies of those of another one, or computed from them. What names a
 * reading stays with it, and its instants do: where no field shows them, they are only carried.
 */
public final class DerivedSchema {
  private static final int NONE = -1;

  private final ReadingSchema schema;

  /** For each field the one that it copies; empty where it is computed. */
  private final List<Optional<Field>> sources;

  private DerivedSchema(ReadingSchema schema, List<Optional<Field>> sources) {
    this.schema = schema;
    this.sources = sources;
  }

  /**
   * A field that a derived schema shows.
   *
   * @param copied the field whose values it has; empty if they are computed
   */
  public record Derived(String name, Field.Type type, Optional<Field> copied) {}

  /** Derives a schema: the fields shown, then those that are carried. */
  public static DerivedSchema of(ReadingSchema from, List<Derived> shown) {
    List<Field> fields = new ArrayList<>();
    List<Optional<Field>> sources = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Derived derived : shown) {
      fields.add(field(derived, fields.size()));
      sources.add(derived.copied());
      names.add(derived.name());
    }
    int visible = fields.size();
    for (Field kept : from.kept()) {
      if (!sources.contains(Optional.of(kept))) {
        String name = kept.name();
        while (!names.add(name)) {
          name += "'";
        }
        fields.add(copy(kept, name, fields.size()));
        sources.add(Optional.of(kept));
      }
    }
    int arrival = from.arrival().map(field -> position(field, sources)).orElse(NONE);
    return new DerivedSchema(
        new ReadingSchema(
            fields,
            visible,
            arrival,
            from.declaresArrival(),
            copies(from.identity(), fields, sources),
            copies(from.names(), fields, sources)),
        List.copyOf(sources));
  }

  public ReadingSchema schema() {
    return schema;
  }

  /** The field that one of this schema copies; empty if it is computed. */
  public Optional<Field> source(Field derived) {
    return sources.get(derived.position());
  }

  /** The first field of this schema that copies one that is {@link ReadingSchema#kept}. */
  public Field derived(Field kept) {
    return schema.fields().get(position(kept, sources));
  }

  private static Field field(Derived derived, int position) {
    return derived
        .copied()
        .map(field -> copy(field, derived.name(), position))
        .orElseGet(
            () -> new Field(derived.name(), derived.type(), Unit.NONE, List.of(), false, position));
  }

  /** It keeps its path, so that a stream's source and a later step mean one key. */
  private static Field copy(Field field, String name, int position) {
    return new Field(name, field.type(), field.unit(), field.path(), field.isRequired(), position);
  }

  private static int position(Field kept, List<Optional<Field>> sources) {
    return sources.indexOf(Optional.of(kept));
  }

  private static List<Field> copies(
      List<Field> kept, List<Field> fields, List<Optional<Field>> sources) {
    return kept.stream().map(field -> fields.get(position(field, sources))).toList();
  }
}
