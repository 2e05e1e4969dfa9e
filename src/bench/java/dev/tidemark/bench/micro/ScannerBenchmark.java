package dev.tidemark.bench.micro;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.format.NotAReadingException;
import dev.tidemark.format.JsonReadingParser;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Lines into columns, a batch at a time. */
@State(Scope.Thread)
public class ScannerBenchmark {
  private final JsonReadingParser parser = new JsonReadingParser(ActivitySchema.SCHEMA);
  private List<byte[]> lines;

  @Setup
  public void readLines() throws IOException {
    lines = SampleReadings.lines();
  }

  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public ReadingColumns scan() throws NotAReadingException {
    ReadingColumnsBuilder readings = new ReadingColumnsBuilder(ActivitySchema.SCHEMA, SampleReadings.COUNT);
    for (byte[] line : lines) {
      parser.parse(line, 0, line.length, readings);
    }
    return readings.build();
  }
}
