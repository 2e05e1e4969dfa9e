package dev.tidemark.runner.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerUnpersistRDD;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream has read is not kept for longer than its next micro-batches need it. */
class MicroBatchesKeptIT {
  private static final String LISTENERS = "spark.extraListeners";

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    Listener.MICRO_BATCHES.clear();
    Listener.STORED.clear();
    Listener.FORGOTTEN.clear();
    System.setProperty(LISTENERS, Listener.class.getName());
  }

  @AfterEach
  void listenNoMore() {
    System.clearProperty(LISTENERS);
  }

  @Test
  void aReplayForgetsWhatIsDone() {
    Path input = folder.resolve("in");
    Outcome.of("generate", "--rows=60000", "--files=1", "--output=" + input).endsWith(0);
    Outcome.of(
            "--pipeline=pipelines/tumbling-counts-by-user.yaml",
            "--profile=runner-profiles/spark.properties",
            "--mode=replay",
            "--maxRecordsPerBatch=1",
            "--input=" + input + "/*.json",
            "--output=" + folder.resolve("out"))
        .endsWith(0);
    int batches = Listener.MICRO_BATCHES.size();
    assertThat(batches).isGreaterThan(10);
    int keptInEach = (Listener.STORED.size() + batches - 1) / batches;
    Listener.STORED.removeAll(Listener.FORGOTTEN);
    assertThat(Listener.STORED).hasSizeLessThanOrEqualTo(4 * keptInEach);
  }

  /** Spark makes its listeners itself. */
  public static final class Listener extends SparkListener {
    private static final Set<String> MICRO_BATCHES = ConcurrentHashMap.newKeySet();
    private static final Set<Integer> STORED = ConcurrentHashMap.newKeySet();
    private static final Set<Integer> FORGOTTEN = ConcurrentHashMap.newKeySet();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      String time = job.properties().getProperty("spark.streaming.internal.batchTime");
      if (time != null) {
        MICRO_BATCHES.add(time);
      }
    }

    @Override
    public void onBlockUpdated(SparkListenerBlockUpdated update) {
      BlockId block = update.blockUpdatedInfo().blockId();
      if (block.isRDD()) {
        STORED.add(block.asRDDId().get().rddId());
      }
    }

    @Override
    public void onUnpersistRDD(SparkListenerUnpersistRDD unpersisted) {
      FORGOTTEN.add(unpersisted.rddId());
    }
  }
}
