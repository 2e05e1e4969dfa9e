package dev.tidemark.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects trace events, adding up those that can be: their number is bounded by what they say. */
public final class TraceEvents {
  /** How many events, or different delays, are enough to be passed on. */
  private static final int FULL = 1 << 18;

  private final List<TraceEvent> single = new ArrayList<>();
  private final Map<String, DelaySum> delays = new TreeMap<>();
  private int members;

  public void add(TraceEvent event) {
    if (event instanceof TraceEvent.Delays some) {
      delays.computeIfAbsent(some.step(), first -> new DelaySum()).add(some.counts());
    } else {
      members += event instanceof TraceEvent.Members some ? some.members().size() : 0;
      single.add(event);
    }
  }

  /** Whether so many are collected that they should be taken, where memory is to be bounded. */
  public boolean isFull() {
    return members + single.size() + delays.values().stream().mapToInt(DelaySum::size).sum()
        >= FULL;
  }

  /** The steps with more different delays than so many. */
  public List<String> stepsWithMore(int distinct) {
    return delays.entrySet().stream()
        .filter(step -> step.getValue().isOver(distinct))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many readings there are that a window may hold. */
  public int members() {
    return members;
  }

  /** Returns what is collected, and starts again. */
  public List<TraceEvent> take() {
    List<TraceEvent> taken = new ArrayList<>(single);
    delays.forEach((step, sum) -> taken.add(new TraceEvent.Delays(step, sum.total())));
    single.clear();
    members = 0;
    delays.clear();
    return taken;
  }

  /** Adds up many counts, the small ones first, so that each is copied a few times only. */
  private static final class DelaySum {
    /** Each at least twice as large as the one after it. */
    private final Deque<DelayCounts> parts = new ArrayDeque<>();

    void add(DelayCounts counts) {
      DelayCounts sum = counts;
      while (!parts.isEmpty() && parts.getLast().distinct() < 2 * sum.distinct()) {
        sum = parts.removeLast().plus(sum);
      }
      parts.addLast(sum);
    }

    /** Counts a delay once for each part that has it. */
    int size() {
      return parts.stream().mapToInt(DelayCounts::distinct).sum();
    }

    boolean isOver(int distinct) {
      if (size() <= distinct) {
        return false;
      }
      DelayCounts total = total();
      parts.clear();
      parts.add(total);
      return total.distinct() > distinct;
    }

    DelayCounts total() {
      DelayCounts total = DelayCounts.NONE;
      for (DelayCounts part : parts) {
        total = total.plus(part);
      }
      return total;
    }
  }
}
