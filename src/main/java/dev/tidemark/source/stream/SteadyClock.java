package dev.tidemark.source.stream;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The largest arrival time so far that counts. One wrong arrival must not make all that follow too
 * late, so an arrival more than a step above the clock is only a candidate: it counts once {@value
 * #FURTHER} further readings have arrived within the step of it. A candidate is judged by its own
 * arrival meanwhile, so the rows of readings that come in order do not depend on the step.
 *
 * <p>The first arrival is the clock until one comes that is more than the step below; that one
 * takes its place, as long as fewer than {@value #FURTHER} further readings have supported it.
 *
 * <p>Of candidates the last {@value #MOST_CANDIDATES} are kept. Where so many come in a row, the
 * readings are further apart than the step: then the least of them counts when the next one comes.
 */
public final class SteadyClock {
  /** How many further readings confirm an arrival. */
  static final int FURTHER = 10;

  static final int MOST_CANDIDATES = 100;

  private final long step;
  private long value;
  private int support;
  private int inARow;
  private final List<Candidate> candidates;

  private SteadyClock(long step, State state) {
    this.step = step;
    this.value = state.value();
    this.support = state.support();
    this.inARow = state.inARow();
    this.candidates = new ArrayList<>(state.candidates());
  }

  /**
   * What a checkpoint keeps of it.
   *
   * @param value the clock, {@link Long#MIN_VALUE} before the first reading
   * @param support how many further readings have supported the first, up to {@value #FURTHER}
   * @param inARow candidates since the last reading that was none
   * @param candidates in the order in which they came
   */
  public record State(long value, int support, int inARow, List<Candidate> candidates)
      implements Serializable {
    public static final State START = new State(Long.MIN_VALUE, 0, 0, List.of());
  }

  /** An arrival that does not count yet, and how many further readings were within the step. */
  record Candidate(long arrival, int support) implements Serializable {
    Candidate supportedBy(long further, long step) {
      return Math.abs(arrival - further) <= step ? new Candidate(arrival, support + 1) : this;
    }
  }

  public static SteadyClock resume(Duration step, State state) {
    return new SteadyClock(step.toMillis(), state);
  }

  public State state() {
    return new State(value, support, inARow, List.copyOf(candidates));
  }

  /** Takes the arrival of the next reading; returns the one by which that reading is judged. */
  public long take(long arrival) {
    if (value == Long.MIN_VALUE) {
      value = arrival;
    } else if (support < FURTHER && arrival < value - step) {
      candidates.add(new Candidate(value, support));
      value = arrival;
      support = 0;
    } else {
      takeFurther(arrival);
    }
    return Math.max(arrival, value);
  }

  /** Whether the arrival is the first, or more than the step above the clock. */
  boolean isJump(long arrival) {
    return value == Long.MIN_VALUE || arrival > value + step;
  }

  /** The clock, confirmed or not; {@link Long#MIN_VALUE} before the first reading. */
  public long value() {
    return value;
  }

  /** What no later reading can take back. */
  public OptionalLong confirmed() {
    return isConfirmed() ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /**
   * Nothing more has come for a while, and no result is to wait for it: the first readings are gone
   * by if there are at least two that agree.
   */
  void settle() {
    if (support > 0) {
      support = FURTHER;
    }
  }

  private boolean isConfirmed() {
    return value != Long.MIN_VALUE && support >= FURTHER;
  }

  private void takeFurther(long arrival) {
    if (!candidates.isEmpty()) {
      supportCandidates(arrival);
    }
    if (!isJump(arrival)) {
      moveTo(Math.max(value, arrival));
      support = Math.min(FURTHER, support + 1);
      inARow = 0;
      return;
    }
    inARow++;
    candidates.add(new Candidate(arrival, 0));
    if (inARow > MOST_CANDIDATES) {
      moveTo(candidates.stream().mapToLong(Candidate::arrival).min().orElseThrow());
      support = FURTHER;
    }
    if (candidates.size() > MOST_CANDIDATES) {
      candidates.remove(0);
    }
  }

  /** A reading supports the candidates near it; the latest of those confirmed is the clock. */
  private void supportCandidates(long arrival) {
    candidates.replaceAll(candidate -> candidate.supportedBy(arrival, step));
    OptionalLong latest =
        candidates.stream()
            .filter(candidate -> candidate.support() >= FURTHER)
            .mapToLong(Candidate::arrival)
            .max();
    if (latest.isPresent()) {
      moveTo(latest.getAsLong());
      support = FURTHER;
    }
  }

  /** Candidates that the clock has reached are none any more. */
  private void moveTo(long arrival) {
    value = arrival;
    if (!candidates.isEmpty()) {
      candidates.removeIf(candidate -> candidate.arrival() <= arrival);
    }
  }
}
