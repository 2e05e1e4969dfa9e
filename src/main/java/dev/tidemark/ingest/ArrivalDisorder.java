package dev.tidemark.ingest;

import dev.tidemark.explain.Watch;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import java.io.IOException;

/** Measures how far the lines of a file are from the order of their arrival times. */
final class ArrivalDisorder implements LineTarget {
  private long latest = Long.MIN_VALUE;
  private long disorder;

  private ArrivalDisorder() {}

  /** How much earlier than a line before it a line of the file arrived, at most, in ms. */
  static long of(String file, boolean compressed) throws UnreadableInput {
    ArrivalDisorder measured = new ArrivalDisorder();
    LineParser parser = new LineParser(file, new Sightings(Watch.NOBODY, ""));
    try (LineScanner lines = FileLines.from(file, compressed, 0, Long.MAX_VALUE)) {
      while (lines.next()) {
        parser.parse(lines, measured);
      }
    } catch (IOException e) {
      throw new UnreadableInput(file, e);
    }
    return measured.disorder;
  }

  @Override
  public void add(Reading reading) {
    latest = Math.max(latest, reading.arrivalTime());
    disorder = Math.max(disorder, latest - reading.arrivalTime());
  }

  @Override
  public void add(MalformedLine line) {}
}
