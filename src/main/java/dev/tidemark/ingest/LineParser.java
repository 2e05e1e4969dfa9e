package dev.tidemark.ingest;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;

/** Makes a reading or a malformed line of each line of a file; blank lines are skipped. */
final class LineParser {
  private final String file;
  private final Sightings sightings;
  private final ReadingParser parser = new ReadingParser();

  LineParser(String file, Sightings sightings) {
    this.file = file;
    this.sightings = sightings;
  }

  /** Parses the line that the scanner stands at. */
  void parse(LineScanner lines, LineTarget target) {
    if (lines.isBlank()) {
      return;
    }
    if (lines.isTooLong()) {
      String error =
          "the line has %d bytes, %d are allowed; its first %d are kept here"
              .formatted(lines.fullLength(), LineScanner.LONGEST_LINE, LineScanner.LONGEST_LINE);
      target.add(malformed(lines, MalformedLine.Reason.LINE_TOO_LONG, error));
      return;
    }
    try {
      Reading reading = parser.parse(lines.array(), lines.start(), lines.length());
      target.add(reading);
      sightings.saw(reading, file, lines.offset());
    } catch (NotAReading e) {
      target.add(malformed(lines, e.reason(), e.getMessage()));
    }
  }

  private MalformedLine malformed(LineScanner lines, MalformedLine.Reason reason, String error) {
    return MalformedLine.of(file, lines.offset(), reason, error, lines.copyOfLine());
  }
}
