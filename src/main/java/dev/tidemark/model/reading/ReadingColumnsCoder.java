package dev.tidemark.model.reading;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes readings column by column: whole numbers as differences from the reading before, each
 * distinct text once.
 */
public final class ReadingColumnsCoder extends CustomCoder<ReadingColumns> {
  /** Whether a column has a value in every row, in none, or in those that follow as bits. */
  private static final int ALL = 1;

  private static final int NONE = 0;
  private static final int SOME = 2;

  private static final int ABSENT = 0;
  private static final int NEW_TEXT = 1;
  private static final int FIRST_KNOWN_TEXT = 2;

  private final ReadingSchema schema;

  private ReadingColumnsCoder(ReadingSchema schema) {
    this.schema = schema;
  }

  /** The coder of readings of a schema; it can also encode that there are none of another. */
  public static ReadingColumnsCoder of(ReadingSchema schema) {
    return new ReadingColumnsCoder(schema);
  }

  @Override
  public void encode(ReadingColumns readings, OutputStream stream) throws IOException {
    int size = readings.size();
    VarInt.encode(size, stream);
    if (size == 0) {
      return;
    }
    Output out = new Output(64 + 48 * size);
    for (Field field : schema.fields()) {
      switch (field.type()) {
        case WHOLE, INSTANT -> write(readings.wholes(field), size, out);
        case REAL -> write(readings.reals(field), size, out);
        case TEXT -> write(readings.texts(field), size, out);
        case BOOLEAN -> write(readings.flags(field), size, out);
      }
    }
    if (ReadingColumnsBuilder.columnOfArrivals(schema).isEmpty()) {
      write(readings.arrivals(), size, out);
    }
    writeClocks(readings, out);
    VarInt.encode(out.length, stream);
    stream.write(out.bytes, 0, out.length);
  }

  @Override
  public ReadingColumns decode(InputStream stream) throws IOException {
    int size = VarInt.decodeInt(stream);
    if (size == 0) {
      return ReadingColumns.none(schema);
    }
    int length = VarInt.decodeInt(stream);
    byte[] bytes = new byte[length];
    int read = stream.readNBytes(bytes, 0, length);
    if (read < length) {
      throw new EOFException("readings end after %d of %d bytes".formatted(read, length));
    }
    Input in = new Input(bytes);
    Column[] columns = new Column[schema.fields().size()];
    for (Field field : schema.fields()) {
      columns[field.position()] =
          switch (field.type()) {
            case WHOLE, INSTANT -> readWholes(size, in);
            case REAL -> readReals(size, in);
            case TEXT -> readTexts(size, in);
            case BOOLEAN -> readFlags(size, in);
          };
    }
    Column.Wholes arrivals =
        ReadingColumnsBuilder.columnOfArrivals(schema)
            .map(field -> (Column.Wholes) columns[field.position()])
            .orElseGet(() -> readWholes(size, in));
    return new ReadingColumns(schema, columns, arrivals, readClocks(arrivals, size, in), size);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadingColumnsCoder that && schema.equals(that.schema);
  }

  @Override
  public int hashCode() {
    return schema.hashCode();
  }

  @Override
  public void verifyDeterministic() {}

  private static void write(Column.Wholes column, int size, Output out) {
    writePresence(column, size, out);
    long last = 0;
    for (int row = 0; row < size; row++) {
      if (column.isPresent(row)) {
        out.writeSigned(column.get(row) - last);
        last = column.get(row);
      }
    }
  }

  private static Column.Wholes readWholes(int size, Input in) {
    boolean[] present = readPresence(size, in);
    Column.Wholes column = new Column.Wholes();
    column.setCapacity(size);
    long last = 0;
    for (int row = 0; row < size; row++) {
      if (present[row]) {
        last += in.readSigned();
        column.set(row, last);
      }
    }
    return column;
  }

  private static void write(Column.Reals column, int size, Output out) {
    writePresence(column, size, out);
    for (int row = 0; row < size; row++) {
      if (column.isPresent(row)) {
        out.writeDouble(column.get(row));
      }
    }
  }

  private static Column.Reals readReals(int size, Input in) {
    boolean[] present = readPresence(size, in);
    Column.Reals column = new Column.Reals();
    column.setCapacity(size);
    for (int row = 0; row < size; row++) {
      if (present[row]) {
        column.set(row, in.readDouble());
      }
    }
    return column;
  }

  private static void write(Column.Flags column, int size, Output out) {
    writePresence(column, size, out);
    writeBits(column::get, size, out);
  }

  private static Column.Flags readFlags(int size, Input in) {
    boolean[] present = readPresence(size, in);
    boolean[] values = readBits(size, in);
    Column.Flags column = new Column.Flags();
    column.setCapacity(size);
    for (int row = 0; row < size; row++) {
      if (present[row]) {
        column.set(row, values[row]);
      }
    }
    return column;
  }

  private static void write(Column.Texts column, int size, Output out) {
    Map<String, Integer> known = new HashMap<>();
    int code = ABSENT;
    for (int row = 0; row < size; row++) {
      if (row > 0 && column.isSame(row, row - 1)) {
        // Mostly the text is that of the reading before.
        out.writeNumber(code);
        continue;
      }
      if (!column.isPresent(row)) {
        code = ABSENT;
        out.writeNumber(ABSENT);
        continue;
      }
      int fresh = FIRST_KNOWN_TEXT + known.size();
      Integer before = known.putIfAbsent(column.get(row), fresh);
      code = before == null ? fresh : before;
      if (before == null) {
        out.writeNumber(NEW_TEXT);
        out.writeText(column.get(row));
      } else {
        out.writeNumber(code);
      }
    }
  }

  private static Column.Texts readTexts(int size, Input in) {
    Column.Texts column = new Column.Texts();
    column.setCapacity(size);
    List<String> known = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      int code = (int) in.readNumber();
      if (code == NEW_TEXT) {
        known.add(in.readText());
        column.set(row, known.get(known.size() - 1));
      } else if (code != ABSENT) {
        column.set(row, known.get(code - FIRST_KNOWN_TEXT));
      }
    }
    return column;
  }

  private static void writeClocks(ReadingColumns readings, Output out) {
    if (readings.isJudgedByArrival()) {
      out.writeNumber(NONE);
      return;
    }
    out.writeNumber(ALL);
    for (int row = 0; row < readings.size(); row++) {
      out.writeSigned(readings.clock(row) - readings.arrivalTime(row));
    }
  }

  private static Column.Wholes readClocks(Column.Wholes arrivals, int size, Input in) {
    if (in.readNumber() == NONE) {
      return arrivals;
    }
    Column.Wholes clocks = new Column.Wholes();
    clocks.setCapacity(size);
    for (int row = 0; row < size; row++) {
      clocks.set(row, arrivals.get(row) + in.readSigned());
    }
    return clocks;
  }

  private static void writePresence(Column column, int size, Output out) {
    int count = 0;
    for (int row = 0; row < size; row++) {
      count += column.isPresent(row) ? 1 : 0;
    }
    out.writeNumber(count == size ? ALL : count == 0 ? NONE : SOME);
    if (count < size && count > 0) {
      writeBits(column::isPresent, size, out);
    }
  }

  private static boolean[] readPresence(int size, Input in) {
    int kind = (int) in.readNumber();
    if (kind == SOME) {
      return readBits(size, in);
    }
    boolean[] present = new boolean[size];
    Arrays.fill(present, kind == ALL);
    return present;
  }

  private static void writeBits(IntPredicate isSet, int size, Output out) {
    for (int row = 0; row < size; row += Byte.SIZE) {
      int bits = 0;
      for (int i = row; i < Math.min(size, row + Byte.SIZE); i++) {
        bits |= isSet.test(i) ? 1 << (i - row) : 0;
      }
      out.writeByte(bits);
    }
  }

  private static boolean[] readBits(int size, Input in) {
    boolean[] set = new boolean[size];
    for (int row = 0; row < size; row += Byte.SIZE) {
      int bits = in.readByte();
      for (int i = row; i < Math.min(size, row + Byte.SIZE); i++) {
        set[i] = (bits & (1 << (i - row))) != 0;
      }
    }
    return set;
  }

  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

  /** Bytes that grow: a stream would cost a call for each byte. */
  private static final class Output {
    private byte[] bytes;
    private int length;

    Output(int capacity) {
      bytes = new byte[capacity];
    }

    void writeByte(int value) {
      ensure(1);
      bytes[length++] = (byte) value;
    }

    /** A number that is mostly small, and not negative. */
    void writeNumber(long value) {
      ensure(10);
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes[length++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[length++] = (byte) rest;
    }

    /** Zigzag, so that a small step back is as short as a small step forward. */
    void writeSigned(long value) {
      writeNumber((value << 1) ^ (value >> 63));
    }

    void writeDouble(double value) {
      ensure(Double.BYTES);
      DOUBLE.set(bytes, length, value);
      length += Double.BYTES;
    }

    void writeText(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      writeNumber(utf8.length);
      ensure(utf8.length);
      System.arraycopy(utf8, 0, bytes, length, utf8.length);
      length += utf8.length;
    }

    private void ensure(int more) {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
      }
    }
  }

  private static final class Input {
    private final byte[] bytes;
    private int position;

    Input(byte[] bytes) {
      this.bytes = bytes;
    }

    int readByte() {
      return bytes[position++];
    }

    long readNumber() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[position++];
        value |= (next & 0x7FL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    long readSigned() {
      long zigzag = readNumber();
      return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    double readDouble() {
      double value = (double) DOUBLE.get(bytes, position);
      position += Double.BYTES;
      return value;
    }

    String readText() {
      int length = (int) readNumber();
      position += length;
      return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }
  }
}
