package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.CoderTest;
import dev.tidemark.model.SideOutput;
import dev.tidemark.testing.AnyReadings;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;

class RowBatchCoderTest {
  private static final RowBatchCoder CODER = RowBatchCoder.of(MachineTrace.SCHEMA);

  @Property(tries = 300)
  void rowBatches(
      @ForAll long emittedAt,
      @ForAll("rows") List<Row> rows,
      @ForAll("sideOutput") SideOutput sideOutput)
      throws IOException {
    CoderTest.assertRoundTrip(CODER, new RowBatch(emittedAt, rows, sideOutput));
  }

  @Example
  void itIsSerializable() {
    assertThat(SerializableUtils.ensureSerializable(CODER)).isNotNull();
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    return AnyReadings.texts().map(MachineTrace::row).list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<SideOutput> sideOutput() {
    return new CoderTest().sideOutput();
  }
}
