package dev.tidemark.model;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The values that some readings have in one field, by row. Rows are appended, within this package,
 * and never change afterwards.
 */
public abstract sealed class Column {
  private Column() {}

  /** Whether the reading of a row has the field. */
  public abstract boolean isPresent(int row);

  /** The value of a row, whatever its type: a String, a Long or a Double. */
  public abstract Optional<Comparable<?>> value(int row);

  /** Copies some of the rows, in the order given. */
  abstract Column select(int[] rows, int count);

  /** Makes the next row one without the field, whatever was set there. */
  abstract void clear(int row);

  /** Sets the next row to one of another column of the same type. */
  abstract void copy(int row, Column other, int otherRow);

  /** Makes room for rows; they are without the field until they are set. */
  abstract void setCapacity(int rows);

  /** Whole numbers. */
  public static final class Wholes extends Column {
    private long[] values = {};
    private boolean[] present = {};

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

    /** Whether a row has this text, or has none where this is empty. */
    public boolean has(int row, Optional<String> text) {
      return text.isPresent() ? text.get().equals(values[row]) : values[row] == null;
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
    void setCapacity(int rows) {
      values = Arrays.copyOf(values, rows);
    }
  }
}
