package dev.tidemark.source.stream;

import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.SpanText;
import dev.tidemark.time.WindowingSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The arrival clock of a stream: the largest arrival time emitted, as far as it counts (see {@link
 * SteadyClock}). It never reads the wall clock, so a stream that is emitted again is judged the
 * same again. Each reading is judged by the clock as it was when the source emitted it, wherever
 * batches and checkpoint marks end; the marks record only what of the clock is confirmed.
 */
final class ArrivalClock {
  private final StreamRequirements requirements;
  private final List<Long> marks;

  /** For each ordered key of the pipeline. */
  private final List<DueBuckets> keys = new ArrayList<>();

  /** For each key by which steps keep windows open. */
  private final List<WindowBuckets> windows = new ArrayList<>();

  private final SteadyClock arrivals;
  private long mark;
  private boolean ended;
  private long latestEvent;
  private Pause pause;

  private boolean markIsNew = true;
  private boolean isPastMark;

  /** The marks that the steps have been told; none by a reader that has just been opened. */
  private List<Long> toldMarks = List.of();

  private ArrivalClock(StreamRequirements requirements, State state) {
    this.requirements = requirements;
    this.marks = new ArrayList<>(state.marks());
    for (int i = 0; i < requirements.orderedKeys().size(); i++) {
      keys.add(DueBuckets.of(requirements.orderedKeys().get(i), state.keys().get(i)));
    }
    for (int i = 0; i < requirements.windowKeys().size(); i++) {
      windows.add(WindowBuckets.resume(requirements.windowKeys().get(i), state.windows().get(i)));
    }
    this.mark = state.mark();
    this.arrivals = SteadyClock.resume(requirements.maxArrivalStep(), state.arrivals());
    this.latestEvent = state.latestEvent();
    this.ended = state.ended();
    this.pause = state.pause();
  }

  /**
   * Whether the stream pauses.
   *
   * @param toTell after how many more marks the steps are told
   */
  record Pause(boolean isOn, int toTell) {
    static final Pause NONE = new Pause(false, 0);
  }

  /**
   * What a checkpoint holds of the clock.
   *
   * @param mark how many marks there have been
   * @param latestEvent the latest event time, unless that lies too far ahead to be right
   * @param marks the clock at the last marks, the newest first: one for each ordered step in a row,
   *     and one for what comes after them
   * @param keys for each ordered key of the pipeline
   * @param windows for each key by which steps keep windows open, the buckets that had readings
   */
  record State(
      long mark,
      SteadyClock.State arrivals,
      long latestEvent,
      boolean ended,
      Pause pause,
      List<Long> marks,
      List<DueBuckets.State> keys,
      List<List<Integer>> windows) {
    static final Coder<State> CODER = new StateCoder();
  }

  static ArrivalClock start(StreamRequirements requirements) {
    int depth = requirements.orderedSteps() + 1;
    return resume(
        requirements,
        new State(
            0,
            SteadyClock.State.START,
            StreamProgress.NO_CLOCK,
            false,
            Pause.NONE,
            Collections.nCopies(depth, StreamProgress.NO_CLOCK),
            Collections.nCopies(requirements.orderedKeys().size(), DueBuckets.State.START),
            requirements.windowKeys().stream().map(WindowBuckets::start).toList()));
  }

  static ArrivalClock resume(StreamRequirements requirements, State state) {
    return new ArrivalClock(requirements, state);
  }

  /**
   * Observes readings that are about to be emitted; returns them with the clocks that judge them.
   */
  ReadingColumns judge(ReadingColumns readings) {
    if (readings.isEmpty()) {
      return readings;
    }
    long[] clocks = new long[readings.size()];
    long[] events = readings.latestInstants();
    for (int row = 0; row < clocks.length; row++) {
      clocks[row] = arrivals.observe(readings.arrivalTime(row));
      if (events[row] - arrivals.value() <= WindowingSpec.MAX_WATERMARK_LEAD.toMillis()) {
        latestEvent = Math.max(latestEvent, events[row]);
      }
    }
    pause = Pause.NONE;
    ReadingColumns judged = readings.judgedBy(clocks);
    keys.forEach(key -> judged.forEach(key::observe));
    windows.forEach(key -> key.observe(judged));
    return judged;
  }

  /** Called when no further reading will be emitted. */
  void end() {
    ended = true;
  }

  /**
   * Called when no input has come for a while: after the next marks, steps release what they
   * buffer, and the watermark moves past the clock, to the end of the windows that hold readings by
   * now. The clock itself stays, so lateness does not change.
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

  /** Describes the arrivals that never counted; empty where all did. */
  Optional<String> unconfirmed() {
    List<Long> ignored = arrivals.unconfirmed();
    return ignored.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s%,d %s more than %s after the others (%s): too few agree, so the arrival clock"
                    + " ignored %s",
                ignored.size() < SteadyClock.MAX_CANDIDATES ? "" : "at least ",
                ignored.size(),
                ignored.size() == 1 ? "reading arrived" : "readings arrived",
                SpanText.of(requirements.maxArrivalStep().toMillis()),
                Instant.ofEpochMilli(Collections.max(ignored)),
                ignored.size() == 1 ? "it" : "them"));
  }

  /** Whether all marks say that everything has been emitted, so no step buffers anything. */
  boolean isOver() {
    return marks.get(marks.size() - 1) == StreamProgress.ENDED;
  }

  /**
   * Makes a mark: what is emitted from here on is processed after what was emitted before. A runner
   * may ask more than once; without a call of {@link #afterMark} in between it gets the same mark.
   */
  State mark() {
    if (isPastMark) {
      isPastMark = false;
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
        keys.stream().map(DueBuckets::state).toList(),
        windows.stream().map(WindowBuckets::seen).toList());
  }

  /**
   * Called before more is emitted. The first call after a mark returns the progress to emit first,
   * if any bucket has become due: a step can release what it buffers for its keys. Once the stream
   * has ended, each mark is followed by its progress, whether a bucket is due or not.
   */
  Optional<StreamProgress> afterMark() {
    isPastMark = true;
    if (!markIsNew) {
      return Optional.empty();
    }
    markIsNew = false;
    boolean tellsPause = pause.toTell() > 0;
    if (tellsPause) {
      pause = new Pause(true, pause.toTell() - 1);
    }
    Map<String, List<Integer>> due = new TreeMap<>();
    for (DueBuckets key : keys) {
      List<Integer> buckets = key.takeDue(marks.get(0), marks.get(marks.size() - 1), tellsPause);
      if (!buckets.isEmpty()) {
        due.merge(key.name(), buckets, ArrivalClock::union);
      }
    }
    boolean isMoved = tellsPause || !marks.equals(toldMarks);
    toldMarks = List.copyOf(marks);
    for (WindowBuckets key : windows) {
      List<Integer> buckets = key.due(isMoved);
      if (!buckets.isEmpty()) {
        due.merge(key.name(), buckets, ArrivalClock::union);
      }
    }
    return due.isEmpty() && marks.get(0) != StreamProgress.ENDED
        ? Optional.empty()
        : Optional.of(new StreamProgress(mark, latest(), tellsPause, List.copyOf(marks), due));
  }

  /** Returns how far the stream has come. */
  StreamProgress progress() {
    return new StreamProgress(mark, latest(), false, List.copyOf(marks), Map.of());
  }

  /** Returns the time before which no later reading happened, unless it is late. */
  org.joda.time.Instant watermark() {
    if (isOver()) {
      return BoundedWindow.TIMESTAMP_MAX_VALUE;
    }
    long oldest = marks.get(marks.size() - 1);
    if (oldest == StreamProgress.NO_CLOCK) {
      return BoundedWindow.TIMESTAMP_MIN_VALUE;
    }
    long byClock = oldest - requirements.maxDelay().toMillis();
    return org.joda.time.Instant.ofEpochMilli(
        pause.isOn() ? Math.max(byClock, whereWindowsEnd()) : byClock);
  }

  /** Returns the clock as far as it is confirmed: no later reading is judged by less. */
  private long latest() {
    return arrivals.confirmed().orElse(StreamProgress.NO_CLOCK);
  }

  private static List<Integer> union(List<Integer> buckets, List<Integer> others) {
    TreeSet<Integer> all = new TreeSet<>(buckets);
    all.addAll(others);
    return List.copyOf(all);
  }

  /** The end of the slice with the last moment of the latest window. */
  private long whereWindowsEnd() {
    long last = latestEvent + Math.max(1, requirements.longestWindow().toMillis()) - 1;
    return Math.min(
        (Math.floorDiv(last, WindowingSpec.SLICE_MS) + 1) * WindowingSpec.SLICE_MS,
        latest() + WindowingSpec.MAX_WATERMARK_LEAD.toMillis());
  }

  private static final class StateCoder extends CustomCoder<State> {
    private static final Coder<List<Long>> MARKS = ListCoder.of(VarLongCoder.of());
    private static final Coder<List<DueBuckets.State>> KEYS = ListCoder.of(DueBuckets.State.CODER);
    private static final Coder<List<List<Integer>>> WINDOWS =
        ListCoder.of(ListCoder.of(VarIntCoder.of()));

    @Override
    public void encode(State state, OutputStream out) throws IOException {
      VarLongCoder.of().encode(state.mark(), out);
      SteadyClock.State.CODER.encode(state.arrivals(), out);
      VarLongCoder.of().encode(state.latestEvent(), out);
      BooleanCoder.of().encode(state.ended(), out);
      BooleanCoder.of().encode(state.pause().isOn(), out);
      VarIntCoder.of().encode(state.pause().toTell(), out);
      MARKS.encode(state.marks(), out);
      KEYS.encode(state.keys(), out);
      WINDOWS.encode(state.windows(), out);
    }

    @Override
    public State decode(InputStream in) throws IOException {
      return new State(
          VarLongCoder.of().decode(in),
          SteadyClock.State.CODER.decode(in),
          VarLongCoder.of().decode(in),
          BooleanCoder.of().decode(in),
          new Pause(BooleanCoder.of().decode(in), VarIntCoder.of().decode(in)),
          MARKS.decode(in),
          KEYS.decode(in),
          WINDOWS.decode(in));
    }
  }
}
