package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.trace.ReadTracer;

/** Makes a reading or a malformed line of each line of a file; blank lines are skipped. */
public final class LineParser {
  private final String file;
  private final String unit;
  private final ReadTracer sightings;
  private final ReadingParser parser;

  public LineParser(String file, ReadTracer sightings) {
    this(file, "byte", sightings, new ReadingParser());
  }

  /**
   * Parses what lies in a file, or in what counts as one.
   *
   * @param unit what a place in it is called
   * @param parser may be that of other files as well
   */
  public LineParser(String file, String unit, ReadTracer sightings, ReadingParser parser) {
    this.file = file;
    this.unit = unit;
    this.sightings = sightings;
    this.parser = parser;
  }

  public void parse(Line line, LineTarget target) {
    if (line.isBlank()) {
      return;
    }
    if (line.isTooLong()) {
      String error =
          "the line has %d bytes, %d are allowed; its first %d are kept here"
              .formatted(line.fullLength(), LineScanner.LONGEST_LINE, LineScanner.LONGEST_LINE);
      target.add(malformed(line, MalformedLine.Reason.LINE_TOO_LONG, error));
      return;
    }
    try {
      Reading reading = parser.parse(line.array(), line.start(), line.length());
      target.add(reading);
      sightings.saw(reading, file, unit, line.offset());
    } catch (NotAReadingException e) {
      target.add(malformed(line, e.reason(), e.getMessage()));
    }
  }

  private MalformedLine malformed(Line line, MalformedLine.Reason reason, String error) {
    return MalformedLine.of(file, line.offset(), reason, error, line.copyOfLine());
  }
}
