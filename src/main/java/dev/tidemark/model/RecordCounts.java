package dev.tidemark.model;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many records each step read, accepted, or turned into dead letters. The counts are data that
 * travels with the records, not metrics of the runner: a bundle that is retried or computed twice
 * is not counted twice.
 *
 * @param findings what else a user should know
 */
public record RecordCounts(Map<Entry, Long> counts, Findings findings) {

  public static final RecordCounts EMPTY = new RecordCounts(Map.of(), Findings.NONE);

  public static RecordCounts of(Findings findings) {
    return new RecordCounts(Map.of(), findings);
  }

  /** What became of a record in one step. */
  public enum Outcome {
    READ,
    ACCEPTED,
    MALFORMED,
    FILTERED,
    DUPLICATE,
    LATE,
    /** Its event time was corrected, as its device's clock is wrong. */
    CORRECTED,
    WRITTEN;

    /** The outcome as the manifest spells it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is counted: records of one step with one outcome. */
  public record Entry(String step, Outcome outcome) implements Comparable<Entry> {
    private static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::step).thenComparing(Entry::outcome);

    @Override
    public int compareTo(Entry other) {
      return ORDER.compare(this, other);
    }
  }

  public static RecordCounts of(String step, Outcome outcome, long count) {
    return count == 0
        ? EMPTY
        : new RecordCounts(Map.of(new Entry(step, outcome), count), Findings.NONE);
  }

  public RecordCounts plus(RecordCounts other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    Map<Entry, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((entry, count) -> sum.merge(entry, count, Long::sum));
    return new RecordCounts(sum, findings.plus(other.findings));
  }

  public boolean isEmpty() {
    return counts.isEmpty() && findings.isEmpty();
  }

  public long count(String step, Outcome outcome) {
    return counts.getOrDefault(new Entry(step, outcome), 0L);
  }

  /** The sum of one outcome over all steps. */
  public long total(Outcome outcome) {
    return counts.entrySet().stream()
        .filter(line -> line.getKey().outcome() == outcome)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
