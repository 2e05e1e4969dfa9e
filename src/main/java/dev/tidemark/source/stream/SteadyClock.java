package dev.tidemark.source.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * The largest arrival time so far that counts. One wrong arrival must not make all later readings
 * too late, so an arrival more than a step above the clock is only a candidate: it counts once
 * {@value #CONFIRMING} further readings have arrived within the step of it. Until then a candidate
 * is judged by its own arrival, so the rows of readings that come in order do not depend on the
 * step.
 *
 * <p>The first arrival is the clock until one comes that lies more than the step below it, which
 * then replaces it, unless {@value #CONFIRMING} further readings have supported the first.
 *
 * <p>The last {@value #MAX_CANDIDATES} candidates are kept. If that many come in a row, the
 * readings are further apart than the step: the next one makes the smallest of them count.
 */
public final class SteadyClock {
  /** How many further readings confirm an arrival. */
  static final int CONFIRMING = 10;

  static final int MAX_CANDIDATES = 100;

  private final long step;
  private long value;

  /** How many further readings have confirmed the clock, up to {@value #CONFIRMING}. */
  private int support;

  /** Candidates since the last reading that was not one. */
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
   * What a checkpoint holds of the clock.
   *
   * @param value the clock, {@link Long#MIN_VALUE} before the first reading
   * @param support how many further readings have supported the first, up to {@value #CONFIRMING}
   * @param inARow candidates since the last reading that was not one
   * @param candidates in the order in which they came
   */
  public record State(long value, int support, int inARow, List<Candidate> candidates) {
    public static final State START = new State(Long.MIN_VALUE, 0, 0, List.of());
    public static final Coder<State> CODER = new StateCoder();
  }

  /** An arrival that does not count yet, and how many further readings support it. */
  record Candidate(long arrival, int support) {
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

  /** Observes the arrival of the next reading; returns the time by which lateness is judged. */
  public long observe(long arrival) {
    if (value == Long.MIN_VALUE) {
      value = arrival;
    } else if (support < CONFIRMING && arrival < value - step) {
      candidates.add(new Candidate(value, support));
      value = arrival;
      support = 0;
    } else {
      observeFurther(arrival);
    }
    return Math.max(arrival, value);
  }

  /** Whether an arrival would be the first, or lies more than the step above the clock. */
  boolean isJump(long arrival) {
    return value == Long.MIN_VALUE || arrival > value + step;
  }

  /** Returns the clock, confirmed or not; {@link Long#MIN_VALUE} before the first reading. */
  public long value() {
    return value;
  }

  /** Returns the clock if no later reading can set it back. */
  public OptionalLong confirmed() {
    return isConfirmed() ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** Returns the arrivals that may still be wrong, at most {@value #MAX_CANDIDATES}. */
  List<Long> unconfirmed() {
    return candidates.stream().map(Candidate::arrival).toList();
  }

  /**
   * Called when no input has come for a while and no result should wait for it: confirms the first
   * readings if at least two of them agree.
   */
  void settle() {
    if (support > 0) {
      support = CONFIRMING;
    }
  }

  private boolean isConfirmed() {
    return value != Long.MIN_VALUE && support >= CONFIRMING;
  }

  private void observeFurther(long arrival) {
    if (!candidates.isEmpty()) {
      supportCandidates(arrival);
    }
    if (!isJump(arrival)) {
      moveTo(Math.max(value, arrival));
      support = Math.min(CONFIRMING, support + 1);
      inARow = 0;
      return;
    }
    inARow++;
    candidates.add(new Candidate(arrival, 0));
    if (inARow > MAX_CANDIDATES) {
      moveTo(candidates.stream().mapToLong(Candidate::arrival).min().orElseThrow());
      support = CONFIRMING;
    }
    if (candidates.size() > MAX_CANDIDATES) {
      candidates.remove(0);
    }
  }

  /** A reading supports the candidates near it; the latest of those confirmed is the clock. */
  private void supportCandidates(long arrival) {
    candidates.replaceAll(candidate -> candidate.supportedBy(arrival, step));
    OptionalLong latest =
        candidates.stream()
            .filter(candidate -> candidate.support() >= CONFIRMING)
            .mapToLong(Candidate::arrival)
            .max();
    if (latest.isPresent()) {
      moveTo(latest.getAsLong());
      support = CONFIRMING;
    }
  }

  /** Drops the candidates that the clock has reached. */
  private void moveTo(long arrival) {
    value = arrival;
    if (!candidates.isEmpty()) {
      candidates.removeIf(candidate -> candidate.arrival() <= arrival);
    }
  }

  private static final class StateCoder extends CustomCoder<State> {
    private static final Coder<List<Candidate>> CANDIDATES = ListCoder.of(new CandidateCoder());

    @Override
    public void encode(State state, OutputStream out) throws IOException {
      VarLongCoder.of().encode(state.value(), out);
      VarIntCoder.of().encode(state.support(), out);
      VarIntCoder.of().encode(state.inARow(), out);
      CANDIDATES.encode(state.candidates(), out);
    }

    @Override
    public State decode(InputStream in) throws IOException {
      return new State(
          VarLongCoder.of().decode(in),
          VarIntCoder.of().decode(in),
          VarIntCoder.of().decode(in),
          CANDIDATES.decode(in));
    }
  }

  private static final class CandidateCoder extends CustomCoder<Candidate> {
    @Override
    public void encode(Candidate candidate, OutputStream out) throws IOException {
      VarLongCoder.of().encode(candidate.arrival(), out);
      VarIntCoder.of().encode(candidate.support(), out);
    }

    @Override
    public Candidate decode(InputStream in) throws IOException {
      return new Candidate(VarLongCoder.of().decode(in), VarIntCoder.of().decode(in));
    }
  }
}
