package dev.tidemark.it.parity;

import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.testing.latedata.LateDataStream;
import dev.tidemark.testing.latedata.WorkedTable;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the worked table with Spark. There a test can neither advance nor stop processing time,
 * so there may be any number of early panes; everything else is as in the table.
 */
class LateDataOnSparkIT {
  @BeforeAll
  static void onThisMachineOnly() {
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.driver.host", "127.0.0.1");
  }

  @Test
  void eachWindowHasAnOnTimeAndLatePanesUntilItExpires(@TempDir java.nio.file.Path folder)
      throws Exception {
    WorkedTable table = WorkedTable.read();
    TestPipeline pipeline =
        TestPipeline.fromOptions(
            PipelineOptionsFactory.fromArgs(
                    "--runner=TestSparkRunner",
                    "--streaming=true",
                    "--sparkMaster=local[2]",
                    "--checkpointDir=" + folder.resolve("checkpoint"))
                .create());
    pipeline.enableAbandonedNodeEnforcement(false);
    LateDataStream stream =
        LateDataStream.in(pipeline, table, new OrderingStrategy.AtArrivalClock(0), false);
    stream.assertAnswersWheneverEarly(table);
    pipeline.run().waitUntilFinish();
  }
}
