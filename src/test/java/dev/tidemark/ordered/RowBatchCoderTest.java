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

class RowBatchCoderTest {
  @Property(tries = 300)
  void rowBatches(
      @ForAll long emittedAt,
      @ForAll("texts") List<String> rows,
      @ForAll("sideOutput") SideOutput sideOutput)
      throws IOException {
    CoderTest.assertRoundTrip(RowBatchCoder.of(), new RowBatch(emittedAt, rows, sideOutput));
  }

  @Example
  void itIsSerializable() {
    assertThat(SerializableUtils.ensureSerializable(RowBatchCoder.of())).isNotNull();
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return AnyReadings.texts().list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<SideOutput> sideOutput() {
    return new CoderTest().sideOutput();
  }
}
