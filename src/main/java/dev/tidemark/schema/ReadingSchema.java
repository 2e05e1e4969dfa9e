package dev.tidemark.schema;

import dev.tidemark.schema.Field.Unit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the readings of a source look like. Immutable. */
public final class ReadingSchema implements Serializable {
  /** Readings without any field. */
  public static final ReadingSchema EMPTY = builder().build();

  private static final int NO_FIELD = -1;

  private final List<Field> fields;

  /** How many of them have names that a pipeline file may use. */
  private final int visible;

  private final int arrival;
  private final boolean declaresArrival;
  private final List<Field> identity;
  private final List<Field> names;
  private final List<Field> reference;
  private final List<Field> kept;
  private final List<Field> order;
  private final List<Field> instants;
  private final int device;

  ReadingSchema(
      List<Field> fields,
      int visible,
      int arrival,
      boolean declaresArrival,
      List<Field> identity,
      List<Field> names) {
    this.fields = List.copyOf(fields);
    this.visible = visible;
    this.arrival = arrival;
    this.declaresArrival = declaresArrival;
    this.identity = List.copyOf(identity);
    this.names = List.copyOf(names);
    this.instants = fields.stream().filter(Field::isInstant).toList();
    Set<Field> referring = new LinkedHashSet<>(instants);
    referring.addAll(identity);
    this.reference = List.copyOf(referring);
    referring.addAll(names);
    this.kept = List.copyOf(referring);
    Set<Field> compared = new LinkedHashSet<>(identity);
    compared.addAll(fields);
    arrival().ifPresent(compared::remove);
    this.order = List.copyOf(compared);
    this.device =
        identity.stream()
            .filter(field -> field.type() == Field.Type.TEXT)
            .findFirst()
            .or(() -> identity.stream().findFirst())
            .map(Field::position)
            .orElse(NO_FIELD);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The fields as declared, each at its position. Those of a {@link DerivedSchema} end with fields
   * that are only carried.
   */
  public List<Field> fields() {
    return fields;
  }

  /** The fields without those that are only carried: what a pipeline file may name. */
  public List<Field> visibleFields() {
    return fields.subList(0, visible);
  }

  /** The field of a name. */
  public Optional<Field> find(String name) {
    return visibleFields().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /**
   * The field of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Field field(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no field " + name));
  }

  /** The names of all fields. */
  public List<String> fieldNames() {
    return visibleFields().stream().map(Field::name).toList();
  }

  /** The field that is the arrival time; empty where that comes with a line's record, if at all. */
  public Optional<Field> arrival() {
    return arrival == NO_FIELD ? Optional.empty() : Optional.of(fields.get(arrival));
  }

  /** The position of the arrival time among the fields; negative where it is none of them. */
  public int arrivalPosition() {
    return arrival;
  }

  /** The fields that are instants. */
  public List<Field> instants() {
    return instants;
  }

  /** Whether readings say when they arrived; where they do not, nothing is late in files. */
  public boolean declaresArrival() {
    return declaresArrival;
  }

  /**
   * The same schema without an arrival time, whose readings arrive at another instant of theirs.
   */
  public ReadingSchema arrivingAt(Field eventTime) {
    return new ReadingSchema(
        fields, visible, eventTime.position(), declaresArrival, identity, names);
  }

  /** The same schema, in which the numbers of an instant count another unit. */
  public ReadingSchema withUnit(Field instant, Unit unit) {
    Field other =
        new Field(
            instant.name(),
            instant.type(),
            unit,
            instant.path(),
            instant.isRequired(),
            instant.position());
    return new ReadingSchema(
        replaced(fields, instant, other),
        visible,
        arrival,
        declaresArrival,
        replaced(identity, instant, other),
        replaced(names, instant, other));
  }

  private static List<Field> replaced(List<Field> fields, Field one, Field other) {
    return fields.stream().map(field -> field.equals(one) ? other : field).toList();
  }

  /** The fields that the total order compares first, after event time and arrival time. */
  public List<Field> identity() {
    return identity;
  }

  /** The fields that name a reading for a person, as in {@code c/gear_1/17}. */
  public List<Field> names() {
    return names;
  }

  /** The field that says which device a reading is of. */
  public Optional<Field> device() {
    return device == NO_FIELD ? Optional.empty() : Optional.of(fields.get(device));
  }

  /** The position of the device among the fields; negative where none of them is it. */
  public int devicePosition() {
    return device;
  }

  /** The instants and the identity: by these a row refers to another reading. */
  public List<Field> reference() {
    return reference;
  }

  /** The {@link #reference}, and what else {@link #names} a reading: enough to find it. */
  public List<Field> kept() {
    return kept;
  }

  /** The fields as the total order compares them, after event time and arrival time. */
  public List<Field> order() {
    return order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadingSchema that
        && fields.equals(that.fields)
        && visible == that.visible
        && arrival == that.arrival
        && declaresArrival == that.declaresArrival
        && identity.equals(that.identity)
        && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    for (Field field : fields) {
      all.add(
          "%s: %s %s%s%s"
              .formatted(
                  field.label(),
                  field.type(),
                  field.unit().label(),
                  field.isRequired() ? " required" : "",
                  field.position() == arrival ? " arrival" : ""));
    }
    return "%s, identity %s, named by %s".formatted(all, identity, names);
  }

  /** Declares the fields of a schema one by one. */
  public static final class Builder {
    private final List<Field> fields = new ArrayList<>();
    private String arrival = "";
    private List<String> identity = List.of();
    private List<String> names = List.of();
    private Set<String> required = Set.of();
    private int carried = NO_FIELD;

    private Builder() {}

    /** Adds a field that stands in a line under its own name. */
    public Builder add(String name, Field.Type type) {
      return add(name, type, Unit.NONE);
    }

    /** Adds an instant that stands in a line under its own name. */
    public Builder add(String name, Field.Type type, Unit unit) {
      return add(name, type, unit, List.of(name));
    }

    /** Adds a field that may lie inside objects. */
    public Builder add(String name, Field.Type type, Unit unit, List<String> path) {
      fields.add(new Field(name, type, unit, path, false, fields.size()));
      return this;
    }

    /** Says that the fields that are added from now on are only carried. */
    public Builder carry() {
      carried = fields.size();
      return this;
    }

    /** Says which fields each reading has. */
    public Builder require(List<String> names) {
      required = Set.copyOf(names);
      return this;
    }

    /** Says which field is the arrival time. */
    public Builder arrival(String name) {
      arrival = name;
      return this;
    }

    /** Says which fields name a reading, for the total order. */
    public Builder identity(List<String> fieldNames) {
      identity = List.copyOf(fieldNames);
      return this;
    }

    /** Says which fields name a reading for a person, where that is not its identity. */
    public Builder names(List<String> fieldNames) {
      names = List.copyOf(fieldNames);
      return this;
    }

    /**
     * The schema.
     *
     * @throws IllegalArgumentException if a name is not that of a field
     */
    public ReadingSchema build() {
      List<Field> all = new ArrayList<>();
      for (Field field : fields) {
        boolean isRequired = required.contains(field.name());
        all.add(
            new Field(
                field.name(),
                field.type(),
                field.unit(),
                field.path(),
                isRequired,
                field.position()));
      }
      ReadingSchema plain =
          new ReadingSchema(all, all.size(), NO_FIELD, false, List.of(), List.of());
      return new ReadingSchema(
          all,
          carried < 0 ? all.size() : carried,
          arrival.isEmpty() ? NO_FIELD : plain.field(arrival).position(),
          !arrival.isEmpty(),
          identity.stream().map(plain::field).toList(),
          (names.isEmpty() ? identity : names).stream().map(plain::field).toList());
    }
  }
}
