package dev.tidemark.bench.micro;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A batch into bytes and back. */
@State(Scope.Thread)
public class CoderBenchmark {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ReadingBatch batch;
  private byte[] bytes;

  @Setup
  public void readSample() throws IOException {
    batch = ReadingBatch.of(SampleReadings.columns());
    bytes = encode().toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public ByteArrayOutputStream encode() throws IOException {
    out.reset();
    ReadingBatchCoder.of(ActivitySchema.SCHEMA).encode(batch, out);
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(SampleReadings.COUNT)
  public ReadingBatch decode() throws IOException {
    return ReadingBatchCoder.of(ActivitySchema.SCHEMA).decode(new ByteArrayInputStream(bytes));
  }
}
