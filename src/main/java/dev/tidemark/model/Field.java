package dev.tidemark.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

  private final String label;
  private final Type type;

  Field(String label, Type type) {
    this.label = label;
    this.type = type;
  }

  public static Optional<Field> byLabel(String label) {
    return Arrays.stream(values()).filter(field -> field.label.equals(label)).findFirst();
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

  public boolean isPresent(Reading reading) {
    return switch (this) {
      case ARRIVAL_TIME, CREATION_TIME, DEVICE, USER -> true;
      case INDEX -> reading.index().isPresent();
      case MODEL -> reading.model().isPresent();
      case GT -> reading.gt().isPresent();
      case X, Y, Z -> !Double.isNaN(real(reading));
    };
  }

  /** The text of a {@link Type#TEXT} field. */
  public Optional<String> text(Reading reading) {
    return switch (this) {
      case DEVICE -> Optional.of(reading.device());
      case USER -> Optional.of(reading.user());
      case MODEL -> reading.model();
      case GT -> reading.gt();
      default -> throw new IllegalStateException(label + " is not a text field");
    };
  }

  /** The number of a {@link Type#WHOLE} field that is present. */
  public long whole(Reading reading) {
    return switch (this) {
      case ARRIVAL_TIME -> reading.arrivalTime();
      case CREATION_TIME -> reading.creationTime();
      case INDEX -> reading.index().orElseThrow();
      default -> throw new IllegalStateException(label + " is not a field of whole numbers");
    };
  }

  /** The number of a {@link Type#REAL} field; NaN where it is absent. */
  public double real(Reading reading) {
    return switch (this) {
      case X -> reading.x();
      case Y -> reading.y();
      case Z -> reading.z();
      default -> throw new IllegalStateException(label + " is not a field of real numbers");
    };
  }

  /** The value whatever its type: a String, a Long or a Double. */
  public Optional<Comparable<?>> value(Reading reading) {
    if (!isPresent(reading)) {
      return Optional.empty();
    }
    return switch (type) {
      case TEXT -> Optional.of(text(reading).orElseThrow());
      case WHOLE -> Optional.of(whole(reading));
      case REAL -> Optional.of(real(reading));
    };
  }
}
