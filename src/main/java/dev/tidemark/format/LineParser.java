package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.trace.ReadTracer;
import java.util.Optional;

/** Parses each line into a reading or a malformed line; blank lines are skipped. */
public final class LineParser {
  private final String file;
  private final String unit;
  private final ReadTracer tracer;
  private final ReadingParser parser;

  /**
   * Creates a parser of the lines of a file, or of the records of a partition.
   *
   * @param unit what an offset counts, as in "byte 17"
   * @param parser may be shared with other files
   */
  public LineParser(String file, String unit, ReadTracer tracer, ReadingParser parser) {
    this.file = file;
    this.unit = unit;
    this.tracer = tracer;
    this.parser = parser;
  }

  /** Parses a line on its own. */
  public void parse(Line line, LineTarget target) {
    if (line.isBlank() || parser.isHeader(line)) {
      return;
    }
    try {
      checkLength(line);
      Reading reading = parser.parse(line);
      target.add(reading);
      tracer.saw(reading, file, unit, line.offset());
    } catch (NotAReadingException e) {
      target.add(malformed(line, e));
    }
  }

  /** Parses a line straight into the columns of a batch. */
  public void parse(Line line, BatchBuilder batch) {
    Optional<MalformedLine> malformed = parse(line, batch.readings());
    if (malformed.isPresent()) {
      batch.add(malformed.get());
    }
  }

  /**
   * Parses a line straight into columns.
   *
   * @param readings receives the reading; nothing if the line is blank, or malformed
   * @return the line if it is malformed
   */
  public Optional<MalformedLine> parse(Line line, ReadingColumnsBuilder readings) {
    if (line.isBlank() || parser.isHeader(line)) {
      return Optional.empty();
    }
    try {
      checkLength(line);
      parser.parse(line, readings);
      if (tracer.isOn()) {
        tracer.saw(readings.last(), file, unit, line.offset());
      }
      return Optional.empty();
    } catch (NotAReadingException e) {
      return Optional.of(malformed(line, e));
    }
  }

  /** Columns for some of the readings that lines are parsed into. */
  public ReadingColumnsBuilder columns(int capacity) {
    return new ReadingColumnsBuilder(parser.schema(), capacity);
  }

  private static void checkLength(Line line) throws NotAReadingException {
    if (line.isTooLong()) {
      throw new NotAReadingException(
          MalformedLine.Reason.LINE_TOO_LONG,
          "the line has %d bytes, %d are allowed; its first %d are kept here"
              .formatted(line.fullLength(), LineScanner.MAX_LINE, LineScanner.MAX_LINE));
    }
  }

  private MalformedLine malformed(Line line, NotAReadingException e) {
    return MalformedLine.of(file, line.offset(), e.reason(), e.getMessage(), line.copyOfLine());
  }
}
