package dev.tidemark.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** One sensor reading: a row of some {@link ReadingColumns}, which it keeps in memory. */
public final class Reading {
  /**
   * The total order among readings of equal event time: arrival time, device, index (absent counts
   * as 0). What still ties is ordered by the values, so that no answer depends on input order: only
   * equal readings tie.
   */
  public static final Comparator<Reading> TIES =
      Comparator.comparingLong(Reading::arrivalTime)
          .thenComparing(Reading::device, CodePointOrder.ORDER)
          .thenComparingLong(reading -> reading.index().orElse(0))
          .thenComparingLong(Reading::creationTime)
          .thenComparing(reading -> reading.gt().orElse(""), CodePointOrder.ORDER)
          .thenComparingDouble(Reading::x)
          .thenComparingDouble(Reading::y)
          .thenComparingDouble(Reading::z)
          .thenComparing(Reading::user, CodePointOrder.ORDER)
          .thenComparing(reading -> reading.model().orElse(""), CodePointOrder.ORDER)
          .thenComparing(reading -> reading.index().isPresent())
          .thenComparing(reading -> reading.model().isPresent())
          .thenComparing(reading -> reading.gt().isPresent());

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

  /** Event time by the phone's clock, ns since 1970. */
  public long creationTime() {
    return Field.CREATION_TIME.whole(this);
  }

  /** When the reading came in, ms since 1970. */
  public long arrivalTime() {
    return columns.arrivalTime(row);
  }

  /** See {@link ReadingColumns#clock}. */
  public long clock() {
    return columns.clock(row);
  }

  public String user() {
    return columns.texts(Field.USER).get(row);
  }

  public String device() {
    return columns.texts(Field.DEVICE).get(row);
  }

  /** The reading's number within its user and device. */
  public OptionalLong index() {
    Column.Wholes indexes = columns.wholes(Field.INDEX);
    return indexes.isPresent(row) ? OptionalLong.of(indexes.get(row)) : OptionalLong.empty();
  }

  public Optional<String> model() {
    return Field.MODEL.text(this);
  }

  /** The labelled activity; the string {@code "null"} is a label like any other. */
  public Optional<String> gt() {
    return Field.GT.text(this);
  }

  /** In rad/s around the first axis; NaN where the line has none (JSON itself has no NaN). */
  public double x() {
    return Field.X.real(this);
  }

  public double y() {
    return Field.Y.real(this);
  }

  public double z() {
    return Field.Z.real(this);
  }

  /** Whether both have the same values, and are judged by the same clock. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Reading that) || clock() != that.clock()) {
      return false;
    }
    for (Field field : Field.values()) {
      if (!field.value(this).equals(field.value(that))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = Long.hashCode(clock());
    for (Field field : Field.values()) {
      hash = 31 * hash + field.value(this).hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "Reading[", "]");
    for (Field field : Field.values()) {
      field.value(this).ifPresent(value -> text.add(field.label() + "=" + value));
    }
    return (clock() == arrivalTime() ? text : text.add("clock=" + clock())).toString();
  }
}
