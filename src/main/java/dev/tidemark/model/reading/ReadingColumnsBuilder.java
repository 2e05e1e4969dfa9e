package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import java.util.Optional;

/**
 * Appends readings to columns: copies of some that are there, or new ones field by field. What was
 * appended never changes, so a reading that was asked for stays valid whatever comes after it.
 */
public final class ReadingColumnsBuilder {
  private static final int LEAST = 16;

  private final ReadingSchema schema;
  private final Column[] columns;

  /** The column of the arrival time, if that is ms already. */
  private final Column.Wholes arrivals;

  private final Optional<Field> arrival;
  private final boolean isArrivalColumn;

  /** Empty as long as every reading is judged by its own arrival. */
  private final Column.Wholes clocks = new Column.Wholes();

  private boolean isJudgedByArrival = true;
  private int capacity;
  private int size;

  /** Neighbouring readings that are to be appended: columns are copied faster by stretches. */
  private ReadingColumns stretch = ReadingColumns.NONE;

  private int stretchStart;
  private int stretchEnd;

  /**
   * Starts without readings.
   *
   * @param capacity for how many there is room at first
   */
  public ReadingColumnsBuilder(ReadingSchema schema, int capacity) {
    this.schema = schema;
    this.arrival = schema.arrival();
    columns = new Column[schema.fields().size()];
    for (Field field : schema.fields()) {
      columns[field.position()] = Column.of(field.type());
    }
    Optional<Field> columnOfArrivals = columnOfArrivals(schema);
    isArrivalColumn = columnOfArrivals.isPresent();
    arrivals =
        columnOfArrivals
            .map(field -> (Column.Wholes) columns[field.position()])
            .orElseGet(Column.Wholes::new);
    setCapacity(capacity);
  }

  /** The field whose column is also that of the arrival times, as it holds ms. */
  static Optional<Field> columnOfArrivals(ReadingSchema schema) {
    return schema
        .arrival()
        .filter(field -> field.type() == Field.Type.WHOLE && field.unit() == Unit.MILLIS);
  }

  public ReadingSchema schema() {
    return schema;
  }

  public int size() {
    return size + stretchEnd - stretchStart;
  }

  /** Makes room for a new reading, which has no field yet. */
  public void begin() {
    copyStretch();
    makeRoom(1);
  }

  /** Gives the new reading a whole number, or an instant as one. */
  public void setWhole(int field, long value) {
    ((Column.Wholes) columns[field]).set(size, value);
  }

  /** Gives the new reading a real number. */
  public void setReal(int field, double value) {
    ((Column.Reals) columns[field]).set(size, value);
  }

  /** Gives the new reading a text; readings that have the same should have the same object. */
  public void setText(int field, String value) {
    ((Column.Texts) columns[field]).set(size, value);
  }

  /** Makes a field of the new reading true or false. */
  public void setFlag(int field, boolean value) {
    ((Column.Flags) columns[field]).set(size, value);
  }

  /** Takes a field of the new reading away. */
  public void clear(int field) {
    columns[field].clear(size);
  }

  /** Takes all fields of the new reading away. */
  public void clear() {
    for (Column column : columns) {
      column.clear(size);
    }
  }

  /** Whether the new reading has a field. */
  public boolean isPresent(int field) {
    return columns[field].isPresent(size);
  }

  /** The whole number that the new reading has. */
  public long whole(int field) {
    return ((Column.Wholes) columns[field]).get(size);
  }

  /**
   * Appends the new reading, judged by its own arrival.
   *
   * @param recordTime when its record arrived, ms since 1970: counts if no field says so
   */
  public void end(long recordTime) {
    long arrivedAt =
        isArrivalColumn
            ? arrivals.get(size)
            : arrival.isPresent()
                ? arrival.get().millis(whole(arrival.get().position()))
                : recordTime;
    end(arrivedAt, arrivedAt);
  }

  private void end(long arrivedAt, long clock) {
    arrivals.set(size, arrivedAt);
    if (isJudgedByArrival && clock != arrivedAt) {
      startClocks();
    }
    if (!isJudgedByArrival) {
      clocks.set(size, clock);
    }
    size++;
  }

  private void startClocks() {
    clocks.setCapacity(capacity);
    clocks.copy(0, arrivals, 0, size);
    isJudgedByArrival = false;
  }

  /** Gives the new reading the value that a field has in a row of others, of the same type. */
  public void copy(int field, Column other, int row) {
    columns[field].copy(size, other, row);
  }

  /** Appends the new reading, which arrived and is judged as one in a row of others. */
  public void endAs(ReadingColumns others, int row) {
    end(others.arrivalTime(row), others.clock(row));
  }

  /** Appends a copy of a reading. */
  public void add(Reading reading) {
    add(reading.columns(), reading.row());
  }

  /** Appends a copy of the reading in a row of others. */
  public void add(ReadingColumns others, int row) {
    if (row != stretchEnd || !others.sharesColumnsWith(stretch)) {
      copyStretch();
      stretchStart = row;
    }
    // Of columns to which readings were appended meanwhile, this is the one that has the row.
    stretch = others;
    stretchEnd = row + 1;
  }

  private void copyStretch() {
    int count = stretchEnd - stretchStart;
    makeRoom(count);
    if (count == 1) {
      copyRow(stretch, stretchStart);
    } else if (count > 1) {
      for (int field = 0; field < columns.length; field++) {
        columns[field].copy(size, stretch.column(field), stretchStart, count);
      }
      arrivals.copy(size, stretch.arrivals(), stretchStart, count);
      if (isJudgedByArrival && !stretch.isJudgedByArrival()) {
        startClocks();
      }
      if (!isJudgedByArrival) {
        clocks.copy(size, stretch.clocks(), stretchStart, count);
      }
      size += count;
    }
    stretchStart = stretchEnd;
  }

  private void makeRoom(int rows) {
    if (size + rows > capacity) {
      setCapacity(Math.max(LEAST, Math.max(size + rows, 2 * capacity)));
    }
  }

  private void copyRow(ReadingColumns others, int row) {
    for (int field = 0; field < columns.length; field++) {
      columns[field].copy(size, others.column(field), row);
    }
    end(others.arrivalTime(row), others.clock(row));
  }

  /** The reading that was appended last. */
  public Reading last() {
    copyStretch();
    return columns().get(size - 1);
  }

  /** Returns all that was appended; the builder is not used any more. */
  public ReadingColumns build() {
    copyStretch();
    if (size < capacity / 2) {
      setCapacity(size);
    }
    return columns();
  }

  private ReadingColumns columns() {
    return new ReadingColumns(
        schema, columns, arrivals, isJudgedByArrival ? arrivals : clocks, size);
  }

  private void setCapacity(int rows) {
    for (Column column : columns) {
      column.setCapacity(rows);
    }
    arrivals.setCapacity(rows);
    if (!isJudgedByArrival) {
      clocks.setCapacity(rows);
    }
    capacity = rows;
  }
}
