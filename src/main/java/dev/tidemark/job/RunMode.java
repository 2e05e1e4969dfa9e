package dev.tidemark.job;

import dev.tidemark.source.Input;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReadStream;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.trace.TracedReading;
import java.time.Duration;
import java.util.Optional;

/** How a run reads its input. */
public sealed interface RunMode {
  /** The name of the mode, as in {@code --mode} and in the manifest. */
  String label();

  /** Files that do not change, read once. */
  record Batch() implements RunMode {
    @Override
    public String label() {
      return "batch";
    }
  }

  /** Readings in the order of their arrival. */
  sealed interface Stream extends RunMode {
    /** Whether nothing but the runner limits the pace. */
    boolean isAsFastAsPossible();

    /**
     * Reads input as this stream.
     *
     * @param step the name that record counts and trace events carry
     * @param stopFile a file that ends a stream that would not end by itself
     */
    ReadStream read(
        Input input,
        String step,
        StreamRequirements requirements,
        String stopFile,
        TracedReading traced);
  }

  /**
   * The input that is there when the run begins, as a stream that ends.
   *
   * @param speed how many times faster than they arrived readings are replayed; may be infinite
   */
  record Replay(double speed) implements Stream {
    @Override
    public String label() {
      return "replay";
    }

    @Override
    public boolean isAsFastAsPossible() {
      return Double.isInfinite(speed);
    }

    @Override
    public ReadStream read(
        Input input,
        String step,
        StreamRequirements requirements,
        String stopFile,
        TracedReading traced) {
      return input.replay(requirements, speed, step, traced);
    }
  }

  /**
   * Input that appears and grows, until the run is asked to stop.
   *
   * @param maxFilesPerTrigger new files to start reading at a time
   * @param idleTimeout after how long without input the steps release what they buffer
   * @param stopAfter how long to follow; empty for until a signal
   */
  record Follow(int maxFilesPerTrigger, Duration idleTimeout, Optional<Duration> stopAfter)
      implements Stream {
    @Override
    public String label() {
      return "follow";
    }

    @Override
    public boolean isAsFastAsPossible() {
      return false;
    }

    @Override
    public ReadStream read(
        Input input,
        String step,
        StreamRequirements requirements,
        String stopFile,
        TracedReading traced) {
      return input.follow(
          requirements,
          new FollowSettings(maxFilesPerTrigger, stopFile, idleTimeout),
          step,
          traced);
    }
  }
}
