package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.util.Comparator;
import java.util.Optional;
import java.util.StringJoiner;

/** One sensor reading: a row of some {@link ReadingColumns}, which it keeps in memory. */
public final class Reading {
  /**
   * The total order among readings of equal event time: arrival time, then the fields as {@link
   * ReadingSchema#order} has them, what is absent counting as 0 or as empty, and an absent real
   * number last; then what is absent before what is there. So no answer depends on input order:
   * only equal readings tie.
   */
  public static final Comparator<Reading> TIES = Reading::compareTies;

  private final ReadingColumns columns;
  private final int row;

  Reading(ReadingColumns columns, int row) {
    this.columns = columns;
    this.row = row;
  }

  public ReadingColumns columns() {
    return columns;
  }

  public int row() {
    return row;
  }

  public ReadingSchema schema() {
    return columns.schema();
  }

  /** When the reading came in, ms since 1970. */
  public long arrivalTime() {
    return columns.arrivalTime(row);
  }

  /** See {@link ReadingColumns#clock}. */
  public long clock() {
    return columns.clock(row);
  }

  /** Whether it has a field. */
  public boolean has(Field field) {
    return columns.column(field).isPresent(row);
  }

  /** The text of a text field. */
  public Optional<String> text(Field field) {
    return columns.texts(field).text(row);
  }

  /** The number of a field that is held as whole numbers; any number where it is absent. */
  public long whole(Field field) {
    return columns.wholes(field).get(row);
  }

  /** The number of a field of real numbers; NaN where it is absent. */
  public double real(Field field) {
    return columns.reals(field).get(row);
  }

  /** The number of a field of whole or real numbers; NaN where it is absent. */
  public double number(Field field) {
    if (field.type() == Field.Type.REAL) {
      return real(field);
    }
    return has(field) ? whole(field) : Double.NaN;
  }

  /** The value whatever its type: a String, a Long, a Double or a Boolean. */
  public Optional<Comparable<?>> value(Field field) {
    return columns.column(field).value(row);
  }

  private static int compareTies(Reading one, Reading other) {
    int order = Long.compare(one.arrivalTime(), other.arrivalTime());
    for (Field field : one.schema().order()) {
      if (order != 0) {
        return order;
      }
      order = one.columns.column(field).compare(one.row, other.columns.column(field), other.row);
    }
    for (Field field : one.schema().fields()) {
      if (order != 0) {
        return order;
      }
      order = Boolean.compare(one.has(field), other.has(field));
    }
    return order;
  }

  /** Whether both have the same values, and are judged by the same clock. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Reading that)
        || clock() != that.clock()
        || arrivalTime() != that.arrivalTime()
        || !schema().equals(that.schema())) {
      return false;
    }
    for (Field field : schema().fields()) {
      if (!value(field).equals(that.value(field))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = Long.hashCode(clock());
    for (Field field : schema().fields()) {
      hash = 31 * hash + value(field).hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "Reading[", "]");
    for (Field field : schema().fields()) {
      value(field).ifPresent(value -> text.add(field.name() + "=" + value));
    }
    return (clock() == arrivalTime() ? text : text.add("clock=" + clock())).toString();
  }
}
