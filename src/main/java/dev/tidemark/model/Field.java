package dev.tidemark.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A field of a reading, by the name that it has in JSON. */
public enum Field {
  ARRIVAL_TIME("Arrival_Time", Type.WHOLE),
  CREATION_TIME("Creation_Time", Type.WHOLE),
  DEVICE("Device", Type.TEXT),
  INDEX("Index", Type.WHOLE),
  MODEL("Model", Type.TEXT),
  USER("User", Type.TEXT),
  GT("gt", Type.TEXT),
  X("x", Type.REAL),
  Y("y", Type.REAL),
  Z("z", Type.REAL);

  /** The type of a field's values. */
  public enum Type {
    TEXT,
    WHOLE,
    REAL
  }

  private static final Map<String, Field> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toMap(Field::label, field -> field));

  private final String label;
  private final Type type;

  Field(String label, Type type) {
    this.label = label;
    this.type = type;
  }

  public static Optional<Field> byLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Field::label).toList();
  }

  public String label() {
    return label;
  }

  public Type type() {
    return type;
  }

  /** Where the field stands among the columns. */
  @SuppressWarnings("EnumOrdinal") // The columns of a run are in this order, wherever it runs.
  public int position() {
    return ordinal();
  }

  public boolean isPresent(Reading reading) {
    return reading.columns().column(this).isPresent(reading.row());
  }

  /** The text of a {@link Type#TEXT} field. */
  public Optional<String> text(Reading reading) {
    return reading.columns().texts(this).text(reading.row());
  }

  /** The number of a {@link Type#WHOLE} field that is present. */
  public long whole(Reading reading) {
    return reading.columns().wholes(this).get(reading.row());
  }

  /** The number of a {@link Type#REAL} field; NaN where it is absent. */
  public double real(Reading reading) {
    return reading.columns().reals(this).get(reading.row());
  }

  /** The value whatever its type: a String, a Long or a Double. */
  public Optional<Comparable<?>> value(Reading reading) {
    return reading.columns().column(this).value(reading.row());
  }
}
