package dev.tidemark.schema;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A field of a reading.
 *
 * @param unit what a number counts that is an instant, since 1970
 * @param path the names of the objects that hold it in a line, then its own there
 * @param isRequired whether a line without it is malformed
 * @param position where it stands among the fields of its schema, from 0
 */
public record Field(
    String name, Type type, Unit unit, List<String> path, boolean isRequired, int position)
    implements Serializable {

  /** The type of a field's values. */
  public enum Type {
    /** A string. */
    TEXT,
    /** A whole number of 64 bits; with a unit an instant. */
    WHOLE,
    /** A number of double precision. */
    REAL,
    /** True or false. */
    BOOLEAN,
    /**
     * An instant that is written as ISO 8601 or, with a unit, as a decimal number; held in ns since
     * 1970.
     */
    INSTANT;

    /** Whether values are held as whole numbers. */
    public boolean isWhole() {
      return this == WHOLE || this == INSTANT;
    }

    /** Whether values can be summed. */
    public boolean isNumber() {
      return this == WHOLE || this == REAL;
    }
  }

  /** What a number counts that is an instant. */
  public enum Unit {
    NONE("", 1),
    SECONDS("s", 1_000_000_000),
    MILLIS("ms", 1_000_000),
    MICROS("us", 1_000),
    NANOS("ns", 1);

    private final String label;
    private final long nanos;
    private final long most;

    Unit(String label, long nanos) {
      this.label = label;
      this.nanos = nanos;
      this.most = Long.MAX_VALUE / nanos;
    }

    /** The units that a pipeline file can name. */
    public static List<String> labels() {
      return Arrays.stream(values()).filter(unit -> unit != NONE).map(Unit::label).toList();
    }

    /** The unit as a pipeline file spells it. */
    public String label() {
      return label;
    }

    /** How many ns it is. */
    public long nanos() {
      return nanos;
    }

    /** Whether so many of it since 1970 are an instant in 64 bits of ns: years 1677 to 2262. */
    public boolean holds(long count) {
      return nanos == 1 || (count <= most && count >= -most);
    }
  }

  public Field {
    path = List.copyOf(path);
  }

  /** Whether its values are instants. */
  public boolean isInstant() {
    return type == Type.INSTANT || unit != Unit.NONE;
  }

  /** The ns since 1970 of a value of an instant, as columns hold it. */
  public long nanos(long value) {
    return type == Type.INSTANT ? value : value * unit.nanos();
  }

  /** The ms since 1970 of a value of an instant, as columns hold it; floored. */
  public long millis(long value) {
    return type == Type.WHOLE && unit == Unit.MILLIS
        ? value
        : Math.floorDiv(nanos(value), Unit.MILLIS.nanos());
  }

  /** Its name and, where that differs, its place in a line. */
  public String label() {
    return path.equals(List.of(name)) ? name : name + " (" + String.join(".", path) + ")";
  }

  @Override
  public String toString() {
    return name;
  }
}
