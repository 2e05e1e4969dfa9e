package dev.tidemark.source.stream.files;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.SteadyClock;
import dev.tidemark.source.stream.StreamRequirements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a replay needs to know about a file before it reads it: when its first line is due, and how
 * far its lines are out of order of arrival.
 *
 * <p>A line that arrived more than a step before the lines around it is a stray. A reader that
 * looks up its strays first need not buffer the lines before them.
 */
final class FileSurvey implements LineTarget {
  /** A file with more strays is out of order, and is buffered as far as that takes. */
  private static final int MAX_STRAYS = 1_000;

  private static final long STEP_MS = StreamRequirements.USUAL_STEP.toMillis();

  private final LineScanner lines;
  private final SteadyClock clock = clock(SteadyClock.State.START);
  private final List<Long> strays = new ArrayList<>();
  private long disorder;
  private long disorderOfStrays;
  private long first = Long.MAX_VALUE;
  private boolean isEmpty = true;

  private FileSurvey(LineScanner lines) {
    this.lines = lines;
  }

  /** Returns the clock that a file's lines are compared with, in a given state. */
  static SteadyClock clock(SteadyClock.State state) {
    return SteadyClock.resume(StreamRequirements.USUAL_STEP, state);
  }

  /** Reads a file. */
  static FileSurvey of(String file, boolean compressed, FileTurns turns)
      throws UnreadableInputException {
    try (LineScanner lines = turns.allLines(file, compressed)) {
      LineParser parser = turns.parserOfArrivals(file);
      FileSurvey survey = new FileSurvey(lines);
      while (lines.next()) {
        parser.parse(lines, survey);
      }
      return survey;
    } catch (IOException e) {
      throw new UnreadableInputException(file, e);
    }
  }

  /**
   * Returns how much earlier than the clock of the lines before it a line arrived at most, in ms,
   * strays excepted. A line far ahead of all others does not move that clock.
   */
  long disorder() {
    return hasTooManyStrays() ? Math.max(disorder, disorderOfStrays) : disorder;
  }

  /** Returns where the strays begin, in ascending order. */
  List<Long> strays() {
    return hasTooManyStrays() ? List.of() : List.copyOf(strays);
  }

  /** Returns the merge time of the line that is emitted first; empty where there is no line. */
  OptionalLong first() {
    return isEmpty ? OptionalLong.empty() : OptionalLong.of(first);
  }

  @Override
  public void add(Reading reading) {
    isEmpty = false;
    long arrival = reading.arrivalTime();
    first = Math.min(first, arrival);
    long behind = clock.observe(arrival) - arrival;
    if (behind <= STEP_MS) {
      disorder = Math.max(disorder, behind);
      return;
    }
    disorderOfStrays = Math.max(disorderOfStrays, behind);
    if (!hasTooManyStrays()) {
      strays.add(lines.offset());
    }
  }

  /** A malformed line counts as having arrived with the line before it. */
  @Override
  public void add(MalformedLine line) {
    isEmpty = false;
    first = Math.min(first, clock.value());
  }

  private boolean hasTooManyStrays() {
    return strays.size() > MAX_STRAYS;
  }
}
