package dev.tidemark.run;

import java.util.Timer;
import java.util.TimerTask;

/** Work that is done again and again beside a run, until its timer is cancelled. */
final class Repeating {
  private Repeating() {}

  /** For the first time when the period has passed once. */
  static Timer every(long periodMs, String name, Runnable work) {
    Timer timer = new Timer(name, true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            work.run();
          }
        },
        periodMs,
        periodMs);
    return timer;
  }
}
