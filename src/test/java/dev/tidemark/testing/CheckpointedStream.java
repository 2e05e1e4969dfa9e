package dev.tidemark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.cluster.JavaProcess;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The main job as a replay on Spark with a checkpoint, in a process of its own.
 *
 * @param folder of its input, output and checkpoint
 */
public record CheckpointedStream(Path folder, List<Path> input) {
  private static final String PIPELINE = "activity-monitor";
  private static final Pattern BEGUN = Pattern.compile("tidemark: " + PIPELINE + " on SparkRunner");

  /** Writes readings without long gaps. */
  public static CheckpointedStream over(int readings, Path folder) throws IOException {
    List<String> lines = CloseCalls.lines(new Random(6), readings, 300);
    List<Path> files = new ArrayList<>();
    for (int file = 0; file < 3; file++) {
      List<String> some = new ArrayList<>();
      for (int line = file; line < lines.size(); line += 3) {
        some.add(lines.get(line));
        if (line % 500 == 0) {
          some.add("no reading, but line " + line);
        }
      }
      files.add(Files.write(folder.resolve("part-" + file + ".json"), some));
    }
    return new CheckpointedStream(folder, files);
  }

  /** Always the same command. */
  public JavaProcess start() throws IOException, InterruptedException {
    JavaProcess process =
        StreamProcess.of(
                List.of(
                    "--pipeline=pipelines/" + PIPELINE + ".yaml",
                    "--profile=runner-profiles/spark.properties",
                    "--mode=replay",
                    "--speed=20",
                    "--input=" + folder + "/*.json",
                    "--checkpoint=" + checkpoint(),
                    "--output=" + output()))
            .start();
    process.awaitLine(BEGUN);
    return process;
  }

  public Path output() {
    return folder.resolve("out");
  }

  Path checkpoint() {
    return folder.resolve("checkpoint");
  }

  public static boolean wentOn(JavaProcess stream) {
    return stream.output().contains("tidemark: resuming from");
  }

  /** Waits until Spark's checkpoint has this many more micro-batches. */
  public void awaitBatches(int count, JavaProcess stream) throws IOException {
    long newest = newestBatch();
    for (int i = 0; i < count; i++) {
      long before = newest;
      while (newest == before) {
        assertThat(stream.isAlive()).as(stream.output()).isTrue();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        newest = newestBatch();
      }
    }
  }

  /** How many files of rows there are. */
  public long written() throws IOException {
    return names(output().resolve("_counts")).count();
  }

  /** Fails unless the output has the oracle's answers, and no checkpoint is left. */
  public void assertEnded() throws IOException {
    Oracle oracle = Oracle.over(input);
    Answers answers = oracle.answersOf(PIPELINE);
    Results results = new Results(output());
    results.assertHolds(Engine.SPARK_REPLAY, oracle, answers);
    // No later alert replaces an earlier one: each is there once, whatever has happened.
    Rows.assertSame("alerts", results.rows("alerts"), answers.of("alerts"));
    assertThat(checkpoint()).doesNotExist();
  }

  /** The time of the newest micro-batch that Spark's checkpoint knows; 0 for none. */
  private long newestBatch() throws IOException {
    return names(checkpoint().resolve("spark-checkpoint"))
        .filter(name -> name.matches("checkpoint-[0-9]+"))
        .mapToLong(name -> Long.parseLong(name.substring("checkpoint-".length())))
        .max()
        .orElse(0);
  }

  private static Stream<String> names(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
