package dev.tidemark.generate;

import dev.tidemark.generate.study.Phone;
import dev.tidemark.generate.study.Recording;
import dev.tidemark.generate.study.Row;
import dev.tidemark.generate.study.RowMerger;
import dev.tidemark.generate.study.SeededRandom;
import dev.tidemark.generate.study.Study;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The whole table in arrival order, with the late rows, nulls and duplicates of the settings. A row
 * is at most one of outlier, late, without x and repeated, so that counts are easy to check.
 */
final class Table implements Iterator<Row> {
  private static final int LATE_FROM_MILLIS = 11_000;
  private static final int LATE_TO_MILLIS = 900_000;
  private static final int REPEATED_WITHIN_MILLIS = 3_000;

  private final RowMerger produced;
  private final PriorityQueue<Row> delayed =
      new PriorityQueue<>(Comparator.comparingLong(Row::arrival).thenComparingLong(Row::creation));
  private final SeededRandom delays;
  private final EvenSampler late;
  private final EvenSampler withoutX;
  private final EvenSampler repeated;

  Table(GeneratorSettings settings) {
    List<Recording> recordings = Study.plan(settings.rows(), settings.outliers(), settings.seed());
    long seed = settings.seed();
    this.produced = new RowMerger(recordings, seed);
    this.delays = SeededRandom.of(seed, "delays");
    long ofFirstPhone = recordings.stream().mapToLong(r -> r.rowsOf(Phone.NEXUS4_1)).sum();
    this.late = new EvenSampler(ofFirstPhone, settings.late(), SeededRandom.of(seed, "late"));
    long onTime = settings.rows() - settings.outliers() - settings.late();
    this.withoutX = new EvenSampler(onTime, settings.nullX(), SeededRandom.of(seed, "null x"));
    this.repeated =
        new EvenSampler(
            onTime - settings.nullX(), settings.duplicates(), SeededRandom.of(seed, "repeated"));
  }

  @Override
  public boolean hasNext() {
    return produced.hasNext() || !delayed.isEmpty();
  }

  @Override
  public Row next() {
    while (true) {
      if (isDelayedNext()) {
        return delayed.remove();
      }
      Row row = produced.next();
      if (isLate(row)) {
        delayed.add(late(row));
      } else if (row.isOutlier()) {
        return row;
      } else if (withoutX.picksNext()) {
        return row.withoutX();
      } else {
        if (repeated.picksNext()) {
          long later = row.arrival() + 1 + delays.below(REPEATED_WITHIN_MILLIS);
          delayed.add(row.arrivingAt(later));
        }
        return row;
      }
    }
  }

  private boolean isDelayedNext() {
    return !produced.hasNext()
        || (!delayed.isEmpty() && delayed.peek().arrival() <= produced.peek().arrival());
  }

  /** Only rows of the first phone: by the second's clock, 30 minutes ahead, nothing is late. */
  private boolean isLate(Row row) {
    return row.phone() == Phone.NEXUS4_1 && late.picksNext();
  }

  private Row late(Row row) {
    int delay = LATE_FROM_MILLIS + delays.below(LATE_TO_MILLIS - LATE_FROM_MILLIS);
    return row.arrivingAt(row.creationMillis() + delay);
  }
}
