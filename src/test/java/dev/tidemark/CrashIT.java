package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cluster.JavaProcess;
import dev.tidemark.oracle.Answers;
import dev.tidemark.oracle.Oracle;
import dev.tidemark.oracle.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is killed again and again and goes on from its checkpoint. */
@Tag("long")
class CrashIT {
  private static final int KILLS = 20;

  /** How many micro-batches a stream gets beyond those it goes on from: none, one, or some. */
  private static final int MOST_BATCHES = 6;

  private static final int LATEST_KILL_MS = 1500;
  private static final String PIPELINE = "activity-monitor";
  private static final Pattern BEGUN = Pattern.compile("tidemark: " + PIPELINE + " on SparkRunner");

  @TempDir private Path folder;

  @Test
  void aStreamThatIsKilledOftenHasTheSameRows() throws Exception {
    List<Path> input = writeInput();
    Random random = new Random(20);
    int wentOn = 0;
    TreeSet<Long> stages = new TreeSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      try (JavaProcess stream = stream().start()) {
        stream.awaitLine(BEGUN);
        awaitBatches(random.nextInt(MOST_BATCHES), stream);
        // The moment is what is tested: any will do.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
        assertThat(stream.isAlive()).as("alive before kill %d: %s", kill, stream.output()).isTrue();
        stream.kill();
        wentOn += wentOn(stream) ? 1 : 0;
        stages.add(written());
      }
    }
    try (JavaProcess stream = stream().start()) {
      int code = stream.awaitEnd();
      assertThat(code).as(stream.output()).isZero();
      assertThat(wentOn(stream)).as(stream.output()).isTrue();
    }
    System.out.printf(
        "%d kills, %d of them of a stream that had gone on; files written by then: %s%n",
        KILLS, wentOn, stages);
    assertThat(wentOn).as("streams that went on and were killed again").isGreaterThan(KILLS / 2);
    assertThat(stages).as("files written at the kills").hasSizeGreaterThan(KILLS / 3);
    assertRows(input);
    assertThat(folder.resolve("checkpoint")).doesNotExist();
  }

  private void assertRows(List<Path> input) throws IOException {
    Oracle oracle = Oracle.over(input);
    Answers answers = oracle.answersOf(PIPELINE);
    Results results = new Results(folder.resolve("out"));
    results.assertHolds(Engine.SPARK_REPLAY, oracle, answers);
    // No later alert takes the place of an earlier one: each is there once, whatever has happened.
    Rows.assertSame("alerts", results.rows("alerts"), answers.of("alerts"));
  }

  /** Readings that keep a stream busy for some minutes, without long gaps. */
  private List<Path> writeInput() throws IOException {
    List<String> lines = CloseCalls.lines(new Random(6), 60_000, 300);
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
    return files;
  }

  private void awaitBatches(int count, JavaProcess stream) throws IOException {
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

  /** The time of the newest micro-batch that Spark's checkpoint knows; 0 for none. */
  private long newestBatch() throws IOException {
    return names("checkpoint/spark-checkpoint")
        .filter(name -> name.matches("checkpoint-[0-9]+"))
        .mapToLong(name -> Long.parseLong(name.substring("checkpoint-".length())))
        .max()
        .orElse(0);
  }

  /** How many files of rows there are. */
  private long written() throws IOException {
    return names("out/_books").count();
  }

  private Stream<String> names(String directory) throws IOException {
    if (!Files.exists(folder.resolve(directory))) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder.resolve(directory))) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static boolean wentOn(JavaProcess stream) {
    return stream.output().contains("tidemark: going on from");
  }

  private JavaProcess.Program stream() {
    return StreamProcess.of(
        List.of(
            "--pipeline=pipelines/" + PIPELINE + ".yaml",
            "--profile=runner-profiles/spark.properties",
            "--mode=replay",
            "--speed=20",
            "--input=" + folder + "/*.json",
            "--checkpoint=" + folder.resolve("checkpoint"),
            "--output=" + folder.resolve("out")));
  }
}
