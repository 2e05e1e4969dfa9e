package dev.tidemark.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.ConsoleRows;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.StreamProcess;
import dev.tidemark.testing.cluster.JavaProcess;
import dev.tidemark.testing.kafka.EmbeddedBroker;
import dev.tidemark.testing.oracle.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream from a topic that is killed and resumes from its checkpoint. */
@Tag("long")
class TopicCrashIT {
  private static final String PIPELINE = "activity-monitor";
  private static final String TOPIC = "activity";
  private static final int PARTITIONS = 3;

  /** Some readings have been emitted, and rows written. */
  private static final Pattern IN_ITS_MIDDLE =
      Pattern.compile("tidemark: [1-9][0-9,]* readings parsed.*; rows .*[a-z]");

  @TempDir private Path folder;

  @Test
  void aKilledStreamResumesWhereItWasInItsTopic() throws Exception {
    Path output = folder.resolve("out");
    Outcome goneOn;
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(Files.createDirectory(folder.resolve("broker")))) {
      String brokers = "--bootstrapServers=" + broker.bootstrapServers();
      broker.createTopic(TOPIC, PARTITIONS);
      Outcome.of("produce", "--topic=" + TOPIC, brokers).endsWith(0);
      List<String> command = command(brokers, output);
      try (JavaProcess stream = StreamProcess.of(command).start()) {
        stream.awaitLine(IN_ITS_MIDDLE);
        awaitCheckpoint(stream);
        stream.kill();
      }
      assertThat(output.resolve("_manifest.json")).doesNotExist();

      Outcome other =
          Outcome.of(
                  "--pipeline=" + pipeline(),
                  "--profile=runner-profiles/spark.properties",
                  "--mode=replay",
                  "--checkpoint=" + folder.resolve("checkpoint"),
                  "--bootstrapServers=nowhere:1," + broker.bootstrapServers(),
                  "--output=" + output)
              .endsWith(64);
      assertThat(other.logLines())
          .satisfiesExactly(
              died ->
                  assertThat(died)
                      .startsWith(
                          "tidemark: " + output + "/_running was left by a run that has died"),
              refused ->
                  assertThat(refused)
                      .isEqualTo(
                          "tidemark: --checkpoint "
                              + folder.resolve("checkpoint")
                              + " is that of another run, or its pipeline file has changed;"
                              + " give the same command again, or remove it"));

      goneOn = Outcome.of(command).endsWith(0);
    }
    assertThat(goneOn.log()).contains("tidemark: resuming from");
    Oracle oracle = Oracle.over(ShippedPipelines.sample());
    Results results = new Results(output);
    results.assertAnswers(Engine.SPARK_REPLAY, oracle, oracle.answersOf(PIPELINE));
    ConsoleRows.of(goneOn.out().lines()).assertAllOf(results);
    assertThat(results.rows("malformed")).hasSameSizeAs(oracle.malformed());
    assertThat(folder.resolve("checkpoint")).doesNotExist();
  }

  /** Before Spark has written the first one there is nothing to resume from. */
  private void awaitCheckpoint(JavaProcess stream) throws Exception {
    while (graphs().isEmpty()) {
      assertThat(stream.isAlive()).as("alive before the kill: %s", stream.output()).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private List<Path> graphs() throws Exception {
    Path kept = folder.resolve("checkpoint/spark-checkpoint");
    if (!Files.isDirectory(kept)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files
          .filter(file -> file.getFileName().toString().matches("checkpoint-[0-9]+"))
          .toList();
    }
  }

  private List<String> command(String brokers, Path output) throws Exception {
    return List.of(
        "--pipeline=" + pipeline(),
        "--profile=runner-profiles/spark.properties",
        "--mode=replay",
        // Slow enough that it is still running when it is killed, on a busy machine too.
        "--speed=5000",
        "--checkpoint=" + folder.resolve("checkpoint"),
        "--console",
        brokers,
        "--output=" + output);
  }

  private Path pipeline() throws Exception {
    return ShippedPipelines.fromTopic(PIPELINE, TOPIC, folder);
  }
}
