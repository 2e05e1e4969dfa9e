package dev.tidemark.ordered;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.tidemark.bench.micro.SampleReadings;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingColumns;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.TimeField;
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
  private final OrderingSpec spec =
      new OrderingSpec(
          Field.USER, new EventTime(TimeField.CREATION_TIME, ofSeconds(10)), ofMinutes(10));
  private ReadingColumns readings;

  @Setup
  public void readSample() throws IOException {
    readings = SampleReadings.columns();
  }

  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public List<Reading> sort() {
    List<Reading> sorted = new ArrayList<>(readings);
    sorted.sort(spec.sortedOrder());
    return sorted;
  }

  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public List<Reading> bufferAndRelease() {
    ReorderBuffer buffer = ReorderBuffer.empty();
    buffer.add(readings, spec);
    return buffer.takeBefore(Long.MAX_VALUE, spec);
  }
}
