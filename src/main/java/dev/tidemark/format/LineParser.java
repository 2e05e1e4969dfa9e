package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.trace.ReadTracer;

/** Parses each line into a reading or a malformed line; blank lines are skipped. */
public final class LineParser {
  private final String file;
  private final String unit;
  private final ReadTracer tracer;
  private final ReadingParser parser;

  /** Creates a parser of the lines of a file. */
  public LineParser(String file, ReadTracer tracer) {
    this(file, "byte", tracer, new ReadingParser());
  }

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

  public void parse(Line line, LineTarget target) {
    if (line.isBlank()) {
      return;
    }
    if (line.isTooLong()) {
      String error =
          "the line has %d bytes, %d are allowed; its first %d are kept here"
              .formatted(line.fullLength(), LineScanner.MAX_LINE, LineScanner.MAX_LINE);
      target.add(malformed(line, MalformedLine.Reason.LINE_TOO_LONG, error));
      return;
    }
    try {
      Reading reading = parser.parse(line.array(), line.start(), line.length());
      target.add(reading);
      tracer.saw(reading, file, unit, line.offset());
    } catch (NotAReadingException e) {
      target.add(malformed(line, e.reason(), e.getMessage()));
    }
  }

  private MalformedLine malformed(Line line, MalformedLine.Reason reason, String error) {
    return MalformedLine.of(file, line.offset(), reason, error, line.copyOfLine());
  }
}
