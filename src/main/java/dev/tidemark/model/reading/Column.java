package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The values that some readings have in one field, by row. Rows are appended, within this package,
 * and never change afterwards.
 */
public abstract sealed class Column {
  private Column() {}

  /** An empty column for values of a type. */
  static Column of(Field.Type type) {
    return switch (type) {
      case WHOLE, INSTANT -> new Wholes();
      case REAL -> new Reals();
      case TEXT -> new Texts();
      case BOOLEAN -> new Flags();
    };
  }

  /** Whether the reading of a row has the field. */
  public abstract boolean isPresent(int row);

  /** The value of a row, whatever its type: a String, a Long, a Double or a Boolean. */
  public abstract Optional<Comparable<?>> value(int row);

  /** A hash of the value of a row; 0 if it has none. */
  public final int hash(int row) {
    return isPresent(row) ? presentHash(row) : 0;
  }

  abstract int presentHash(int row);

  /** Whether a row has this value, or has none where this is empty. */
  public final boolean has(int row, Optional<Comparable<?>> value) {
    return value.isPresent() ? isPresent(row) && equals(row, value.get()) : !isPresent(row);
  }

  abstract boolean equals(int row, Comparable<?> value);

  /**
   * Compares a row with one of another column of the same type. What is absent counts as 0, false
   * or an empty text; an absent real number comes last.
   */
  abstract int compare(int row, Column other, int otherRow);

  /** Copies some of the rows, in the order given. */
  abstract Column select(int[] rows, int count);

  /** Makes the next row one without the field, whatever was set there. */
  abstract void clear(int row);

  /** Sets the next row to one of another column of the same type. */
  abstract void copy(int row, Column other, int otherRow);

  /** Sets the next rows to neighbouring ones of another column of the same type. */
  abstract void copy(int row, Column other, int otherRow, int count);

  /** Makes room for rows; they are without the field until they are set. */
  abstract void setCapacity(int rows);

  /** Whole numbers; instants too, as numbers. */
  public static final class Wholes extends Column {
    private long[] values = {};
    private boolean[] present = {};

    /** A column that has all of its values. */
    static Wholes of(long[] values) {
      Wholes column = new Wholes();
      column.values = values;
      column.present = new boolean[values.length];
      Arrays.fill(column.present, true);
      return column;
    }

    /** The number of a row that has one. */
    public long get(int row) {
      return values[row];
    }

    void set(int row, long value) {
      values[row] = value;
      present[row] = true;
    }

    @Override
    public boolean isPresent(int row) {
      return present[row];
    }

    @Override
    public Optional<Comparable<?>> value(int row) {
      return present[row] ? Optional.of(values[row]) : Optional.empty();
    }

    @Override
    int compare(int row, Column other, int otherRow) {
      Wholes others = (Wholes) other;
      return Long.compare(
          present[row] ? values[row] : 0, others.present[otherRow] ? others.values[otherRow] : 0);
    }

    @Override
    int presentHash(int row) {
      return Long.hashCode(values[row]);
    }

    @Override
    boolean equals(int row, Comparable<?> value) {
      return value instanceof Long number && number == values[row];
    }

    @Override
    Wholes select(int[] rows, int count) {
      Wholes selected = new Wholes();
      selected.values = new long[count];
      selected.present = new boolean[count];
      for (int i = 0; i < count; i++) {
        selected.values[i] = values[rows[i]];
        selected.present[i] = present[rows[i]];
      }
      return selected;
    }

    @Override
    void clear(int row) {
      present[row] = false;
    }

    @Override
    void copy(int row, Column other, int otherRow) {
      Wholes from = (Wholes) other;
      values[row] = from.values[otherRow];
      present[row] = from.present[otherRow];
    }

    @Override
    void copy(int row, Column other, int otherRow, int count) {
      Wholes from = (Wholes) other;
      System.arraycopy(from.values, otherRow, values, row, count);
      System.arraycopy(from.present, otherRow, present, row, count);
    }

    @Override
    void setCapacity(int rows) {
      values = Arrays.copyOf(values, rows);
      present = Arrays.copyOf(present, rows);
    }
  }

  /** Real numbers; NaN where the field is absent, and never -0.0, which is 0.0. */
  public static final class Reals extends Column {
    private double[] values = {};

    /** The number of a row; NaN if it has none. */
    public double get(int row) {
      return values[row];
    }

    void set(int row, double value) {
      // Turns -0.0 into 0.0, so that no comparison, key, state or row can tell them apart.
      values[row] = value + 0.0;
    }

    @Override
    public boolean isPresent(int row) {
      return !Double.isNaN(values[row]);
    }

    @Override
    public Optional<Comparable<?>> value(int row) {
      return isPresent(row) ? Optional.of(values[row]) : Optional.empty();
    }

    @Override
    int compare(int row, Column other, int otherRow) {
      return Double.compare(values[row], ((Reals) other).values[otherRow]);
    }

    @Override
    int presentHash(int row) {
      return Double.hashCode(values[row]);
    }

    @Override
    boolean equals(int row, Comparable<?> value) {
      return value instanceof Double number && number == values[row];
    }

    @Override
    Reals select(int[] rows, int count) {
      Reals selected = new Reals();
      selected.values = new double[count];
      for (int i = 0; i < count; i++) {
        selected.values[i] = values[rows[i]];
      }
      return selected;
    }

    @Override
    void clear(int row) {
      values[row] = Double.NaN;
    }

    @Override
    void copy(int row, Column other, int otherRow) {
      values[row] = ((Reals) other).values[otherRow];
    }

    @Override
    void copy(int row, Column other, int otherRow, int count) {
      System.arraycopy(((Reals) other).values, otherRow, values, row, count);
    }

    @Override
    void setCapacity(int rows) {
      int before = values.length;
      values = Arrays.copyOf(values, rows);
      if (rows > before) {
        Arrays.fill(values, before, rows, Double.NaN);
      }
    }
  }

  /**
   * Texts. Equal ones are mostly one object, as sources and coders share them, so that comparing
   * them rarely looks at characters.
   */
  public static final class Texts extends Column {
    /** Null where the field is absent. */
    private String[] values = {};

    /** The text of a row that has one. */
    public String get(int row) {
      return values[row];
    }

    public Optional<String> text(int row) {
      return Optional.ofNullable(values[row]);
    }

    void set(int row, String value) {
      values[row] = value;
    }

    /** Whether two rows have the same text, or neither has one. */
    boolean isSame(int row, int other) {
      return Objects.equals(values[row], values[other]);
    }

    @Override
    public boolean isPresent(int row) {
      return values[row] != null;
    }

    @Override
    public Optional<Comparable<?>> value(int row) {
      return Optional.ofNullable(values[row]);
    }

    @Override
    int compare(int row, Column other, int otherRow) {
      return CodePointOrder.ORDER.compare(
          Objects.requireNonNullElse(values[row], ""),
          Objects.requireNonNullElse(((Texts) other).values[otherRow], ""));
    }

    @Override
    int presentHash(int row) {
      return values[row].hashCode();
    }

    @Override
    boolean equals(int row, Comparable<?> value) {
      // The type known, this is one comparison where both are one object.
      return value instanceof String text && text.equals(values[row]);
    }

    @Override
    Texts select(int[] rows, int count) {
      Texts selected = new Texts();
      selected.values = new String[count];
      for (int i = 0; i < count; i++) {
        selected.values[i] = values[rows[i]];
      }
      return selected;
    }

    @Override
    void clear(int row) {
      values[row] = null;
    }

    @Override
    void copy(int row, Column other, int otherRow) {
      values[row] = ((Texts) other).values[otherRow];
    }

    @Override
    void copy(int row, Column other, int otherRow, int count) {
      System.arraycopy(((Texts) other).values, otherRow, values, row, count);
    }

    @Override
    void setCapacity(int rows) {
      values = Arrays.copyOf(values, rows);
    }
  }

  /** True or false. */
  public static final class Flags extends Column {
    private static final byte ABSENT = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;

    private byte[] values = {};

    /** The value of a row; false if it has none. */
    public boolean get(int row) {
      return values[row] == TRUE;
    }

    void set(int row, boolean value) {
      values[row] = value ? TRUE : FALSE;
    }

    @Override
    public boolean isPresent(int row) {
      return values[row] != ABSENT;
    }

    @Override
    public Optional<Comparable<?>> value(int row) {
      return isPresent(row) ? Optional.of(get(row)) : Optional.empty();
    }

    @Override
    int compare(int row, Column other, int otherRow) {
      return Boolean.compare(get(row), ((Flags) other).get(otherRow));
    }

    @Override
    int presentHash(int row) {
      return Boolean.hashCode(get(row));
    }

    @Override
    boolean equals(int row, Comparable<?> value) {
      return value.equals(get(row));
    }

    @Override
    Flags select(int[] rows, int count) {
      Flags selected = new Flags();
      selected.values = new byte[count];
      for (int i = 0; i < count; i++) {
        selected.values[i] = values[rows[i]];
      }
      return selected;
    }

    @Override
    void clear(int row) {
      values[row] = ABSENT;
    }

    @Override
    void copy(int row, Column other, int otherRow) {
      values[row] = ((Flags) other).values[otherRow];
    }

    @Override
    void copy(int row, Column other, int otherRow, int count) {
      System.arraycopy(((Flags) other).values, otherRow, values, row, count);
    }

    @Override
    void setCapacity(int rows) {
      values = Arrays.copyOf(values, rows);
    }
  }
}
