package dev.tidemark.run;

import dev.tidemark.eventtime.Ordering;

/** What a runner can do for a stream. */
enum StreamRunner {
  /** It has timers in event time; what it keeps is gone with the process. */
  DIRECT(false) {
    @Override
    Ordering ordering() {
      return new Ordering.AtWatermark();
    }

    @Override
    void forgetEarlierStream() {
      // It keeps what belongs to a stream with the stream.
    }
  },

  SPARK(true) {
    @Override
    Ordering ordering() {
      return new Ordering.AtArrivalClock(0);
    }

    @Override
    void forgetEarlierStream() {
      SparkStatics.clear();
    }
  };

  private final boolean goesOnAfterCrash;

  StreamRunner(boolean goesOnAfterCrash) {
    this.goesOnAfterCrash = goesOnAfterCrash;
  }

  /** The runner of that name; no class path has another than these. */
  static StreamRunner named(String name) {
    return name.equals("DirectRunner") ? DIRECT : SPARK;
  }

  /** How its steps bring readings into order. */
  abstract Ordering ordering();

  /** Lets a stream begin anew in a process that has run another one. */
  abstract void forgetEarlierStream();

  /** Whether it can go on where a crash has left it. */
  boolean goesOnAfterCrash() {
    return goesOnAfterCrash;
  }
}
