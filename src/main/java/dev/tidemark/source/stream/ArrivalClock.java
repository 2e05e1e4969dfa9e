package dev.tidemark.source.stream;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.time.ApplyWindowing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * The arrival clock of a stream: the largest arrival time emitted, as far as it counts (see {@link
 * SteadyClock}). Never the wall clock, so a stream that is emitted again is at the same moments
 * again. Each reading is judged by the clock as it was when its source emitted it, wherever blocks
 * and marks end; marks go by what of the clock is confirmed.
 */
final class ArrivalClock {
  private final StreamRequirements settings;
  private final List<Long> marks;

  /** For each ordered key of the settings. */
  private final List<DueKeys> values = new ArrayList<>();

  private final SteadyClock arrivals;
  private long mark;
  private boolean ended;
  private long latestEvent;
  private Pause pause;

  private boolean markIsNew = true;
  private boolean wentOn;

  private ArrivalClock(StreamRequirements settings, State state) {
    this.settings = settings;
    this.marks = new ArrayList<>(state.marks());
    for (int i = 0; i < settings.orderedKeys().size(); i++) {
      values.add(DueKeys.of(settings.orderedKeys().get(i), state.values().get(i)));
    }
    this.mark = state.mark();
    this.arrivals = SteadyClock.resume(settings.maxArrivalStep(), state.arrivals());
    this.latestEvent = state.latestEvent();
    this.ended = state.ended();
    this.pause = state.pause();
  }

  /**
   * Whether the stream pauses.
   *
   * @param toTell behind how many marks steps are still to be told
   */
  record Pause(boolean isOn, int toTell) implements Serializable {
    static final Pause NONE = new Pause(false, 0);
  }

  /** What a checkpoint keeps of the clock. */
  record State(
      long mark,
      SteadyClock.State arrivals,
      long latestEvent,
      boolean ended,
      Pause pause,
      List<Long> marks,
      List<DueKeys.State> values)
      implements Serializable {}

  static ArrivalClock start(StreamRequirements settings) {
    // One for each ordered step, and one for what comes behind them.
    int depth = settings.orderedSteps() + 1;
    return resume(
        settings,
        new State(
            0,
            SteadyClock.State.START,
            StreamProgress.NO_CLOCK,
            false,
            Pause.NONE,
            Collections.nCopies(depth, StreamProgress.NO_CLOCK),
            Collections.nCopies(settings.orderedKeys().size(), DueKeys.State.START)));
  }

  static ArrivalClock resume(StreamRequirements settings, State state) {
    return new ArrivalClock(settings, state);
  }

  /** A reading is emitted; returns it with the clock by which it is judged. */
  Reading emit(Reading reading) {
    Reading judged = reading.judgedBy(arrivals.take(reading.arrivalTime()));
    long event = Math.floorDiv(reading.creationTime(), 1_000_000L);
    if (event - arrivals.value() <= ApplyWindowing.MAX_AHEAD.getMillis()) {
      latestEvent = Math.max(latestEvent, event);
    }
    pause = Pause.NONE;
    values.forEach(some -> some.emit(judged));
    return judged;
  }

  /** Nothing more will be given out. */
  void end() {
    ended = true;
  }

  /**
   * Nothing more has come for a while, and no result is to wait for it: behind the next marks steps
   * let go what they hold, and the watermark goes ahead of the clock, to where windows end that
   * hold readings by now. Lateness is not judged by that: the clock stays.
   */
  void pause() {
    arrivals.settle();
    if (!pause.isOn() && latest() != StreamProgress.NO_CLOCK) {
      pause = new Pause(true, marks.size());
    }
  }

  boolean hasEnded() {
    return ended;
  }

  /** All marks say that everything has been given out, so no step holds anything back. */
  boolean isOver() {
    return marks.get(marks.size() - 1) == StreamProgress.ENDED;
  }

  /**
   * Takes down a mark: what is given out from here on is processed later than what was before. A
   * runner may ask more than once; without a call of {@link #resume} in between it is the same
   * mark.
   */
  State mark() {
    if (wentOn) {
      wentOn = false;
      mark++;
      marks.remove(marks.size() - 1);
      marks.add(0, ended ? StreamProgress.ENDED : latest());
      markIsNew = true;
    }
    return new State(
        mark,
        arrivals.state(),
        latestEvent,
        ended,
        pause,
        List.copyOf(marks),
        values.stream().map(DueKeys::state).toList());
  }

  /**
   * Goes on behind the last mark. Asked for the first time there, it tells what has become due: the
   * values of keys for which a step can let go what it holds. Once the stream has ended it says so
   * behind each mark, due or not.
   */
  Optional<StreamProgress> resume() {
    wentOn = true;
    if (!markIsNew) {
      return Optional.empty();
    }
    markIsNew = false;
    boolean tellsPause = pause.toTell() > 0;
    if (tellsPause) {
      pause = new Pause(true, pause.toTell() - 1);
    }
    Map<Field, List<ReadingKey>> due = new EnumMap<>(Field.class);
    for (DueKeys some : values) {
      List<ReadingKey> ofThem = some.takeDue(marks.get(0), marks.get(marks.size() - 1), tellsPause);
      if (!ofThem.isEmpty()) {
        due.merge(some.field(), ofThem, ArrivalClock::union);
      }
    }
    return due.isEmpty() && marks.get(0) != StreamProgress.ENDED
        ? Optional.empty()
        : Optional.of(new StreamProgress(mark, latest(), tellsPause, List.copyOf(marks), due));
  }

  /** How far the stream has come. */
  StreamProgress progress() {
    return new StreamProgress(mark, latest(), false, List.copyOf(marks), Map.of());
  }

  /** What of the clock is confirmed: no later reading is judged by less. */
  private long latest() {
    return arrivals.confirmed().orElse(StreamProgress.NO_CLOCK);
  }

  private static List<ReadingKey> union(List<ReadingKey> some, List<ReadingKey> others) {
    TreeSet<ReadingKey> all = new TreeSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }

  /** No later reading has an event time before it, unless it is late. */
  Instant watermark() {
    if (isOver()) {
      return BoundedWindow.TIMESTAMP_MAX_VALUE;
    }
    long oldest = marks.get(marks.size() - 1);
    if (oldest == StreamProgress.NO_CLOCK) {
      return BoundedWindow.TIMESTAMP_MIN_VALUE;
    }
    long byClock = oldest - settings.maxDelay().toMillis();
    return Instant.ofEpochMilli(pause.isOn() ? Math.max(byClock, whereWindowsEnd()) : byClock);
  }

  private long whereWindowsEnd() {
    return Math.min(
        latestEvent + settings.longestWindow().toMillis(),
        latest() + ApplyWindowing.MAX_AHEAD.getMillis());
  }
}
