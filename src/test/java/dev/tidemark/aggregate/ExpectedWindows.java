package dev.tidemark.aggregate;

import static dev.tidemark.testing.Values.device;
import static dev.tidemark.testing.Values.user;

import dev.tidemark.aggregate.EmittedPane.Bounds;
import dev.tidemark.model.reading.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a stream's windows hold in the end, by the definitions in {@code docs/semantics.md}: the
 * readings, known by their devices, of each user and window, but those that came too late for it.
 */
record ExpectedWindows(long maxDelay, long allowedLateness) {
  static final long FOR_EVER = Long.MAX_VALUE;

  /** A user's window. */
  record UserWindow(String user, Bounds bounds) {}

  /** A reading and the watermark at its arrival. */
  private record Arrived(Reading reading, long watermark) {
    long event() {
      return SomeReadings.millis(reading);
    }
  }

  Map<UserWindow, Set<String>> global(List<Reading> arrivals) {
    Map<UserWindow, Set<String>> windows = new HashMap<>();
    arrivals.forEach(reading -> put(windows, reading, Bounds.GLOBAL));
    return windows;
  }

  Map<UserWindow, Set<String>> sliding(List<Reading> arrivals, long size, long period) {
    Map<UserWindow, Set<String>> windows = new HashMap<>();
    for (Arrived arrived : judged(arrivals)) {
      long start = Math.floorDiv(arrived.event(), period) * period;
      for (; start + size > arrived.event(); start -= period) {
        if (!isTooLate(arrived, start + size)) {
          put(windows, arrived.reading(), new Bounds(start, start + size));
        }
      }
    }
    return windows;
  }

  /** Whether a reading is too late depends on the session that it would be on its own. */
  Map<UserWindow, Set<String>> sessions(List<Reading> arrivals, long gap) {
    Map<String, List<Reading>> byUser = new TreeMap<>();
    for (Arrived arrived : judged(arrivals)) {
      if (!isTooLate(arrived, arrived.event() + gap)) {
        byUser
            .computeIfAbsent(user(arrived.reading()), first -> new ArrayList<>())
            .add(arrived.reading());
      }
    }
    Map<UserWindow, Set<String>> windows = new HashMap<>();
    for (List<Reading> ofUser : byUser.values()) {
      ofUser.sort(Comparator.comparingLong(SomeReadings::millis));
      int first = 0;
      for (int next = 1; next <= ofUser.size(); next++) {
        long end = SomeReadings.millis(ofUser.get(next - 1)) + gap;
        if (next == ofUser.size() || SomeReadings.millis(ofUser.get(next)) >= end) {
          Bounds bounds = new Bounds(SomeReadings.millis(ofUser.get(first)), end);
          ofUser.subList(first, next).forEach(reading -> put(windows, reading, bounds));
          first = next;
        }
      }
    }
    return windows;
  }

  /** The watermark follows the largest arrival so far. */
  private List<Arrived> judged(List<Reading> arrivals) {
    List<Arrived> judged = new ArrayList<>();
    long clock = Long.MIN_VALUE;
    for (Reading reading : arrivals) {
      clock = Math.max(clock, reading.arrivalTime());
      judged.add(new Arrived(reading, clock - maxDelay));
    }
    return judged;
  }

  private boolean isTooLate(Arrived arrived, long end) {
    return allowedLateness != FOR_EVER && arrived.watermark() >= end + allowedLateness;
  }

  private static void put(Map<UserWindow, Set<String>> windows, Reading reading, Bounds bounds) {
    windows
        .computeIfAbsent(new UserWindow(user(reading), bounds), first -> new TreeSet<>())
        .add(device(reading));
  }
}
