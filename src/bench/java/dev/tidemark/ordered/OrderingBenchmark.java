package dev.tidemark.ordered;

import dev.tidemark.schema.ActivitySchema;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.tidemark.bench.micro.SampleReadings;
import dev.tidemark.schema.Field;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Readings in arrival order, files one after the other, into event-time order. */
@State(Scope.Thread)
public class OrderingBenchmark {
  private static final int RUNS = 8;

  private final OrderingSpec spec =
      new OrderingSpec(
          List.of(ActivitySchema.USER), new EventTime(ActivitySchema.CREATION_TIME, ofSeconds(10)), ofMinutes(10));
  private ReadingColumns readings;
  private final List<ReadingColumns> runs = new ArrayList<>();

  @Setup
  public void readSample() throws IOException {
    readings = SampleReadings.columns();
    for (int run = 0; run < RUNS; run++) {
      int[] rows = new int[SampleReadings.COUNT / RUNS];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = run + i * RUNS;
      }
      runs.add(RowOrder.of(spec).sort(readings.select(rows, rows.length)));
    }
  }

  /** Of one batch. */
  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public ReadingColumns sort() {
    return RowOrder.of(spec).sort(readings);
  }

  /** Of several bundles. */
  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public long merge() throws IOException {
    long[] rows = new long[1];
    try (SortedRuns merged = new SortedRuns(spec)) {
      for (ReadingColumns run : runs) {
        merged.add(run);
      }
      merged.forEach((from, row) -> rows[0] += row);
    }
    return rows[0];
  }

  /** Of a stream. */
  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public List<Reading> bufferAndRelease() {
    ReorderBuffer buffer = ReorderBuffer.empty(ActivitySchema.SCHEMA);
    buffer.add(readings, spec);
    return buffer.takeBefore(Long.MAX_VALUE, spec);
  }
}
