package dev.tidemark.ingest;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import java.util.Optional;

/** One line of a file, as a stream gives it out. */
sealed interface Arrival {
  /** When it came in, ms since 1970; a malformed line with what was before it. */
  long time();

  /** Where its line begins in the file. */
  long offset();

  /** The latest arrival time of the lines before it in the file. */
  long latestBefore();

  void addTo(LineTarget target);

  /**
   * A line that is a reading.
   *
   * @param line as it stands there, where that was asked for
   */
  record OfReading(long offset, long latestBefore, Reading reading, Optional<String> line)
      implements Arrival {
    @Override
    public long time() {
      return reading.arrivalTime();
    }

    @Override
    public void addTo(LineTarget target) {
      target.add(reading);
    }
  }

  /** A line that is none. */
  record OfMalformed(long latestBefore, long offset, MalformedLine line) implements Arrival {
    @Override
    public long time() {
      return latestBefore;
    }

    @Override
    public void addTo(LineTarget target) {
      target.add(line);
    }
  }
}
