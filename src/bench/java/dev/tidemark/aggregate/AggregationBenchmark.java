package dev.tidemark.aggregate;

import dev.tidemark.schema.ActivitySchema;
import static dev.tidemark.aggregate.AggregateColumn.count;
import static dev.tidemark.aggregate.AggregateColumn.distinct;
import static dev.tidemark.aggregate.AggregateColumn.mean;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.tidemark.bench.micro.SampleReadings;
import dev.tidemark.schema.Field;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Readings into the partial results of a bundle. */
@State(Scope.Thread)
public class AggregationBenchmark {
  private final CombineSpec counts = spec(WindowingSpec.fixed(ofMinutes(10)), count("count"));
  private final CombineSpec sessions =
      spec(
          WindowingSpec.sessions(ofSeconds(5)),
          count("count"),
          distinct("activities", ActivitySchema.GT),
          mean("mean_x", ActivitySchema.X));
  private ReadingColumns readings;

  @Setup
  public void readSample() throws IOException {
    readings = SampleReadings.columns();
  }

  private static CombineSpec spec(WindowingSpec windowing, AggregateColumn... columns) {
    return new CombineSpec(
        List.of(ActivitySchema.USER),
        List.of(columns),
        false,
        new EventTime(ActivitySchema.CREATION_TIME, ofSeconds(10)),
        windowing);
  }

  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public Partials countByUserAndWindow() {
    return partials(counts);
  }

  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public Partials mergeSessions() {
    return partials(sessions);
  }

  private Partials partials(CombineSpec spec) {
    Partials partials = Partials.of(spec);
    partials.add(readings, new ArrayList<>());
    return partials;
  }
}
