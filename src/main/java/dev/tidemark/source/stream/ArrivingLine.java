package dev.tidemark.source.stream;

import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import java.util.Optional;

/** One line of a file or one record of a topic, on its way into a stream. */
public sealed interface ArrivingLine {
  /**
   * By when it is merged with those of other files, ms since 1970: when it came in, unless that
   * cannot be right; a malformed line with what was before it.
   */
  long time();

  /** Where its line begins in the file. */
  long offset();

  /** The same line, merged by another time. */
  ArrivingLine at(long mergeTime);

  void addTo(LineTarget target);

  /**
   * A line that is a reading.
   *
   * @param line as it stands there, where that was asked for
   */
  record OfReading(long offset, long time, Reading reading, Optional<String> line)
      implements ArrivingLine {

    /** One that is merged by its arrival. */
    public OfReading(long offset, Reading reading, Optional<String> line) {
      this(offset, reading.arrivalTime(), reading, line);
    }

    /** The same without its line. */
    public OfReading(long offset, Reading reading) {
      this(offset, reading, Optional.empty());
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

  /** A line that is none. */
  record OfMalformed(long time, long offset, MalformedLine line) implements ArrivingLine {

    /** One of a file whose lines keep their order. */
    public OfMalformed(long offset, MalformedLine line) {
      this(Long.MIN_VALUE, offset, line);
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
}
