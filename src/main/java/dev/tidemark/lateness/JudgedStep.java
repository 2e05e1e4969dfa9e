package dev.tidemark.lateness;

import dev.tidemark.time.EventTime;
import dev.tidemark.time.SpanText;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * A step that judges how late readings are, with the file's settings for it.
 *
 * @param eventTime of the readings that reach it
 * @param assignedBy the step that has the {@code max_delay}
 * @param after the {@code Deduplicate} before it, whose own {@code max_delay} decides which
 *     readings reach it; empty if there is none
 */
public record JudgedStep(
    String name, Rule rule, EventTime eventTime, String assignedBy, Optional<String> after) {

  /** By what a step judges a reading. */
  public sealed interface Rule {
    /** What the step does, in words. */
    String text();

    /**
     * The key of the pipeline file that says how long after {@code max_delay} a late reading is
     * still taken; empty if none is.
     */
    Optional<String> key();

    /** What becomes of readings that are late but not too late, in a word. */
    default String late() {
      return "counted";
    }

    /** The file's value for that key; empty if the file has none, and no reading is too late. */
    Optional<Duration> grace();

    /** By the ends of the reading's windows. */
    record Windows(WindowingSpec windowing) implements Rule {
      @Override
      public String text() {
        if (windowing.windowFn() instanceof WindowFnSpec.Sliding sliding) {
          String size = SpanText.of(sliding.size().toMillis());
          return sliding.size().equals(sliding.period())
              ? "fixed windows of " + size
              : "sliding windows of %s every %s"
                  .formatted(size, SpanText.of(sliding.period().toMillis()));
        }
        return windowing.windowFn() instanceof WindowFnSpec.Sessions sessions
            ? "session windows with a gap of " + SpanText.of(sessions.gap().toMillis())
            : "one window for all time";
      }

      @Override
      public Optional<String> key() {
        return Optional.of("allowed_lateness");
      }

      @Override
      public Optional<Duration> grace() {
        return windowing.canExpire() ? Optional.of(windowing.allowedLateness()) : Optional.empty();
      }

      /** Whether a reading counts several times, once for each of its windows. */
      boolean isOverlapping() {
        return windowing.windowFn() instanceof WindowFnSpec.Sliding sliding
            && !sliding.size().equals(sliding.period());
      }
    }

    /** By its event time, as it is taken in order. */
    record Order() implements Rule {
      @Override
      public String text() {
        return "in event-time order";
      }

      @Override
      public Optional<String> key() {
        return Optional.empty();
      }

      @Override
      public Optional<Duration> grace() {
        return Optional.of(Duration.ZERO);
      }
    }

    /** By its event time, as long as the step remembers what it has seen. */
    record Memory(Duration within) implements Rule {
      @Override
      public String text() {
        return "deduplicates";
      }

      @Override
      public String late() {
        return "known";
      }

      @Override
      public Optional<String> key() {
        return Optional.of("within");
      }

      @Override
      public Optional<Duration> grace() {
        return Optional.of(within);
      }
    }
  }

  /** The windows by which it judges; empty where it goes by the order of readings. */
  public Optional<WindowingSpec> windowing() {
    return rule instanceof Rule.Windows windows
        ? Optional.of(windows.windowing())
        : Optional.empty();
  }

  /** Whether no reading can ever be late for it. */
  public boolean findsNoneLate() {
    return rule instanceof Rule.Windows windows
        && windows.windowing().windowFn() instanceof WindowFnSpec.Global;
  }
}
