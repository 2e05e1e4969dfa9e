package dev.tidemark.model;

/**
 * Appends readings to columns: copies of some that are there, or new ones field by field. What was
 * appended never changes, so a reading that was asked for stays valid whatever comes after it.
 */
public final class ReadingColumnsBuilder {
  private static final int LEAST = 16;
  private static final Field[] FIELDS = Field.values();
  private static final int ARRIVAL_TIME = Field.ARRIVAL_TIME.position();

  private final Column[] columns = new Column[FIELDS.length];
  private final Column.Wholes clocks = new Column.Wholes();
  private boolean isJudgedByArrival = true;
  private int capacity;
  private int size;

  /**
   * Starts without readings.
   *
   * @param capacity for how many there is room at first
   */
  public ReadingColumnsBuilder(int capacity) {
    for (Field field : FIELDS) {
      columns[field.position()] =
          switch (field.type()) {
            case WHOLE -> new Column.Wholes();
            case REAL -> new Column.Reals();
            case TEXT -> new Column.Texts();
          };
    }
    setCapacity(capacity);
  }

  public int size() {
    return size;
  }

  /** Makes room for a new reading, which has no field yet. */
  public void begin() {
    if (size == capacity) {
      setCapacity(Math.max(LEAST, 2 * capacity));
    }
  }

  /** Gives the new reading a whole number. */
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

  /** Appends the new reading, judged by its own arrival. */
  public void end() {
    clocks.set(size, whole(ARRIVAL_TIME));
    size++;
  }

  /** Appends a copy of a reading. */
  public void add(Reading reading) {
    add(reading.columns(), reading.row());
  }

  /** Appends a copy of a reading, judged by an arrival clock. */
  public void add(Reading reading, long clock) {
    add(reading.columns(), reading.row(), clock);
  }

  /** Appends a copy of the reading in a row of others. */
  public void add(ReadingColumns others, int row) {
    add(others, row, others.clock(row));
  }

  private void add(ReadingColumns others, int row, long clock) {
    begin();
    for (int i = 0; i < columns.length; i++) {
      columns[i].copy(size, others.column(FIELDS[i]), row);
    }
    clocks.set(size, clock);
    isJudgedByArrival &= clock == whole(ARRIVAL_TIME);
    size++;
  }

  /** The reading that was appended last. */
  public Reading last() {
    return columns().get(size - 1);
  }

  /** Returns all that was appended; the builder is not used any more. */
  public ReadingColumns build() {
    if (size < capacity / 2) {
      setCapacity(size);
    }
    return columns();
  }

  private ReadingColumns columns() {
    return new ReadingColumns(
        columns, isJudgedByArrival ? (Column.Wholes) columns[ARRIVAL_TIME] : clocks, size);
  }

  private void setCapacity(int rows) {
    for (Column column : columns) {
      column.setCapacity(rows);
    }
    clocks.setCapacity(rows);
    capacity = rows;
  }
}
