package dev.tidemark.source.stream.files;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.LineTarget;
import dev.tidemark.format.ReadingParser;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.SteadyClock;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * What a replay has to know of a file before it reads it: how far its lines are from the order of
 * their arrival times, and when the first of them is due.
 */
final class ArrivalDisorder implements LineTarget {
  private final SteadyClock clock = clock(SteadyClock.State.START);
  private long disorder;
  private long first = Long.MAX_VALUE;
  private boolean isEmpty = true;

  private ArrivalDisorder() {}

  /** The clock that a file's lines are held against, at a place in the file. */
  static SteadyClock clock(SteadyClock.State state) {
    return SteadyClock.resume(StreamRequirements.USUAL_STEP, state);
  }

  /** Reads a file. */
  static ArrivalDisorder of(String file, boolean compressed) throws UnreadableInputException {
    return of(file, compressed, new ReadingParser());
  }

  /** Reads a file with a parser that has read others. */
  static ArrivalDisorder of(String file, boolean compressed, ReadingParser readings)
      throws UnreadableInputException {
    ArrivalDisorder measured = new ArrivalDisorder();
    LineParser parser =
        new LineParser(file, "byte", new ReadTracer(TracedReading.NOBODY, ""), readings);
    try (LineScanner lines = FileLines.from(file, compressed, 0, Long.MAX_VALUE)) {
      while (lines.next()) {
        parser.parse(lines, measured);
      }
    } catch (IOException e) {
      throw new UnreadableInputException(file, e);
    }
    return measured;
  }

  /**
   * How much earlier than the clock of the lines before it a line of the file arrived, at most, in
   * ms. One that is far ahead of all others does not move that clock.
   */
  long disorder() {
    return disorder;
  }

  /** The arrival time of the line that is given out first; empty where there is no line. */
  OptionalLong first() {
    return isEmpty ? OptionalLong.empty() : OptionalLong.of(first);
  }

  @Override
  public void add(Reading reading) {
    isEmpty = false;
    long arrival = reading.arrivalTime();
    first = Math.min(first, arrival);
    disorder = Math.max(disorder, clock.take(arrival) - arrival);
  }

  /** It counts as having come with what was before. */
  @Override
  public void add(MalformedLine line) {
    isEmpty = false;
    first = Math.min(first, clock.value());
  }
}
