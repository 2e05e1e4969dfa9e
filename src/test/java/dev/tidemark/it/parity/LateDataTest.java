package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.testing.latedata.LateDataStream;
import dev.tidemark.testing.latedata.WorkedTable;
import dev.tidemark.testing.latedata.WorkedTable.Line;
import java.time.Duration;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;

/** Compares the worked table with the Direct runner, whose processing time a test can advance. */
class LateDataTest {
  @Test
  void theTableHasEveryKindOfPane() throws Exception {
    assertThat(WorkedTable.read().rows())
        .containsExactly(
            "EARLY 0, count 2",
            "ON_TIME 1, count 3",
            "LATE 2, count 4",
            "sink `late`, by 600,000 ms");
  }

  @Test
  void theWatermarkIsTheArrivalMinusTheDelay() throws Exception {
    for (Line line : WorkedTable.read().lines()) {
      line.arrival()
          .ifPresent(
              arrival ->
                  assertThat(line.watermark()).contains(arrival.minus(Duration.ofSeconds(10))));
    }
  }

  @Test
  void eachWindowHasEarlyOnTimeAndLatePanesUntilItExpires() throws Exception {
    WorkedTable table = WorkedTable.read();
    TestPipeline pipeline = TestPipeline.create();
    pipeline.enableAbandonedNodeEnforcement(false);
    LateDataStream stream =
        LateDataStream.in(pipeline, table, new OrderingStrategy.AtWatermark(), true);
    stream.assertAnswers(table);
    pipeline.run().waitUntilFinish();
  }
}
