package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;

/**
 * Readings held by column: an array for each field instead of an object for each reading. As a list
 * it makes a reading of a row when it is asked for one; what is done for each of many readings
 * takes the columns. Immutable.
 */
public final class ReadingColumns extends AbstractList<Reading> implements RandomAccess {
  /** No readings, of no schema: they can stand for those of any. */
  public static final ReadingColumns NONE = none(ReadingSchema.EMPTY);

  private final ReadingSchema schema;

  /** By the field's position. */
  private final Column[] columns;

  private final Column.Wholes arrivals;

  /** The arrivals themselves where each reading is judged by its own. */
  private final Column.Wholes clocks;

  private final int size;

  ReadingColumns(
      ReadingSchema schema,
      Column[] columns,
      Column.Wholes arrivals,
      Column.Wholes clocks,
      int size) {
    this.schema = schema;
    this.columns = columns;
    this.arrivals = arrivals;
    this.clocks = clocks;
    this.size = size;
  }

  /** No readings of a schema. */
  public static ReadingColumns none(ReadingSchema schema) {
    return new ReadingColumnsBuilder(schema, 0).build();
  }

  /** The same readings, which have one schema, held by column. */
  public static ReadingColumns of(List<Reading> readings) {
    if (readings instanceof ReadingColumns columns) {
      return columns;
    }
    if (readings.isEmpty()) {
      return NONE;
    }
    ReadingColumnsBuilder builder =
        new ReadingColumnsBuilder(readings.get(0).schema(), readings.size());
    readings.forEach(builder::add);
    return builder.build();
  }

  public ReadingSchema schema() {
    return schema;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Reading get(int row) {
    return new Reading(this, row);
  }

  public Column column(Field field) {
    return columns[field.position()];
  }

  Column column(int field) {
    return columns[field];
  }

  /** The column of a field of whole numbers or instants. */
  public Column.Wholes wholes(Field field) {
    return (Column.Wholes) columns[field.position()];
  }

  /** The column of a field of real numbers. */
  public Column.Reals reals(Field field) {
    return (Column.Reals) columns[field.position()];
  }

  /** The column of a text field. */
  public Column.Texts texts(Field field) {
    return (Column.Texts) columns[field.position()];
  }

  /** The column of a field that is true or false. */
  public Column.Flags flags(Field field) {
    return (Column.Flags) columns[field.position()];
  }

  /** The device of the reading in a row; empty where it has none. */
  public String device(int row) {
    // Asked for each reading, so it goes by the position: that makes no object.
    int device = schema.devicePosition();
    if (device < 0) {
      return "";
    }
    Column column = columns[device];
    if (!column.isPresent(row)) {
      return "";
    }
    return column instanceof Column.Texts texts
        ? texts.get(row)
        : column.value(row).map(Object::toString).orElse("");
  }

  /** When a reading came in, ms since 1970. */
  public long arrivalTime(int row) {
    return arrivals.get(row);
  }

  /**
   * The arrival time by which a reading's lateness is judged, ms since 1970: in a stream the
   * largest that its source had emitted by then, this reading's own included; else its own.
   */
  public long clock(int row) {
    return clocks.get(row);
  }

  /** The same readings, judged by other clocks; of each row, ms since 1970. */
  public ReadingColumns judgedBy(long[] clocks) {
    for (int row = 0; row < size; row++) {
      if (clocks[row] != arrivals.get(row)) {
        return new ReadingColumns(schema, columns, arrivals, Column.Wholes.of(clocks), size);
      }
    }
    return new ReadingColumns(schema, columns, arrivals, arrivals, size);
  }

  /** The earliest of all instants and arrivals, ms since 1970; there is at least one reading. */
  public long earliestInstant() {
    long earliest = Long.MAX_VALUE;
    for (int row = 0; row < size; row++) {
      earliest = Math.min(earliest, arrivals.get(row));
    }
    for (Field field : schema.instants()) {
      Column.Wholes instants = wholes(field);
      for (int row = 0; row < size; row++) {
        if (instants.isPresent(row)) {
          earliest = Math.min(earliest, field.millis(instants.get(row)));
        }
      }
    }
    return earliest;
  }

  /** Of each row, the latest instant but the arrival, which counts where there is no other. */
  public long[] latestInstants() {
    long[] latest = new long[size];
    Arrays.fill(latest, Long.MIN_VALUE);
    for (Field field : schema.instants()) {
      if (field.position() == schema.arrivalPosition()) {
        continue;
      }
      Column.Wholes instants = wholes(field);
      for (int row = 0; row < size; row++) {
        if (instants.isPresent(row)) {
          latest[row] = Math.max(latest[row], field.millis(instants.get(row)));
        }
      }
    }
    for (int row = 0; row < size; row++) {
      latest[row] = latest[row] == Long.MIN_VALUE ? arrivals.get(row) : latest[row];
    }
    return latest;
  }

  /** Whether these are of the same columns as others, so that rows count the same in both. */
  boolean sharesColumnsWith(ReadingColumns others) {
    return columns == others.columns;
  }

  Column.Wholes arrivals() {
    return arrivals;
  }

  Column.Wholes clocks() {
    return clocks;
  }

  /** Whether each reading is judged by its own arrival. */
  boolean isJudgedByArrival() {
    return clocks == arrivals;
  }

  /** The readings that meet a condition; these themselves if all do. */
  public ReadingColumns where(Predicate<? super Reading> condition) {
    int[] rows = new int[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (condition.test(get(row))) {
        rows[count++] = row;
      }
    }
    return count == size ? this : select(rows, count);
  }

  /** Copies the readings of some rows, in the order given. */
  public ReadingColumns select(int[] rows, int count) {
    Column[] selected = new Column[columns.length];
    Column.Wholes selectedArrivals = null;
    for (int i = 0; i < selected.length; i++) {
      selected[i] = columns[i].select(rows, count);
      if (columns[i] == arrivals) {
        selectedArrivals = (Column.Wholes) selected[i];
      }
    }
    if (selectedArrivals == null) {
      selectedArrivals = arrivals.select(rows, count);
    }
    return new ReadingColumns(
        schema,
        selected,
        selectedArrivals,
        isJudgedByArrival() ? selectedArrivals : clocks.select(rows, count),
        count);
  }
}
