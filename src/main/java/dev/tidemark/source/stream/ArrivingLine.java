package dev.tidemark.source.stream;

import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/** One line of a file, or one record of a topic, on its way into a stream. */
public sealed interface ArrivingLine {
  /**
   * The time that the line is merged by, ms since 1970: its arrival, unless that cannot be right. A
   * malformed line is merged with the line before it.
   */
  long time();

  /** Where the line begins in its file, or the record's offset. */
  long offset();

  /** When the reading arrived, ms since 1970; empty for a malformed line. */
  OptionalLong arrival();

  /** The first of the reading's names, which keys it in a topic; empty if it has none. */
  Optional<String> key();

  /**
   * The line as it was written, without its line end.
   *
   * @throws java.util.NoSuchElementException if a reading was parsed without keeping its line
   */
  ByteBuffer written();

  /** Whether {@link #written} is the whole line: of a line that is too long, only the head is. */
  boolean isWhole();

  /** Returns the same line, merged by another time. */
  ArrivingLine at(long mergeTime);

  void addTo(LineTarget target);

  /**
   * A line that is a reading.
   *
   * @param line as it was written, where that was asked for
   */
  record OfReading(long offset, long time, Reading reading, Optional<String> line)
      implements ArrivingLine {

    /** Creates a line that is merged by its arrival. */
    public OfReading(long offset, Reading reading, Optional<String> line) {
      this(offset, reading.arrivalTime(), reading, line);
    }

    /** Creates a line that is merged by its arrival, without its text. */
    public OfReading(long offset, Reading reading) {
      this(offset, reading, Optional.empty());
    }

    @Override
    public OptionalLong arrival() {
      return OptionalLong.of(reading.arrivalTime());
    }

    @Override
    public Optional<String> key() {
      return reading.schema().names().stream()
          .findFirst()
          .flatMap(reading::value)
          .map(Object::toString);
    }

    @Override
    public ByteBuffer written() {
      return utf8(line.orElseThrow());
    }

    @Override
    public boolean isWhole() {
      return true;
    }

    @Override
    public OfReading at(long mergeTime) {
      return mergeTime == time ? this : new OfReading(offset, mergeTime, reading, line);
    }

    @Override
    public void addTo(LineTarget target) {
      target.add(reading);
    }
  }

  /** A line that is not a reading. */
  record OfMalformed(long time, long offset, MalformedLine line) implements ArrivingLine {

    /** Creates a line of a file whose lines keep their order. */
    public OfMalformed(long offset, MalformedLine line) {
      this(Long.MIN_VALUE, offset, line);
    }

    @Override
    public OptionalLong arrival() {
      return OptionalLong.empty();
    }

    @Override
    public Optional<String> key() {
      return Optional.empty();
    }

    @Override
    public ByteBuffer written() {
      return line.base64()
          ? ByteBuffer.wrap(Base64.getDecoder().decode(line.text()))
          : utf8(line.text());
    }

    @Override
    public boolean isWhole() {
      return line.reason() != MalformedLine.Reason.LINE_TOO_LONG;
    }

    @Override
    public OfMalformed at(long mergeTime) {
      return new OfMalformed(mergeTime, offset, line);
    }

    @Override
    public void addTo(LineTarget target) {
      target.add(line);
    }
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
