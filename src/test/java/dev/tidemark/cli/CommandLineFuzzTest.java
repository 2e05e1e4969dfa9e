package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any command line ends with a documented exit code and with readable lines. More command lines are
 * tried with {@code -Dtidemark.fuzz.commands=10000}, others with {@code -Dtidemark.fuzz.seed=2}.
 */
class CommandLineFuzzTest {
  private static final int COMMANDS = Integer.getInteger("tidemark.fuzz.commands", 100);
  private static final long SEED = Long.getLong("tidemark.fuzz.seed", 1);

  private static final Set<Integer> EXIT_CODES = Set.of(0, 64, 65, 66, 70, 74);

  private static final List<String> NAMES =
      List.of(
          ("pipeline input output overwrite mode speed maxFilesPerTrigger idleTimeout stopAfter"
                  + " checkpoint console outputShards sharedFileSystem profile explain explain-window verbose"
                  + " minRecords maxMalformed watch metrics live port bootstrapServers topic producerConfig rows files order"
                  + " seed malformed duplicates late nullX help version runner sparkMaster blockOnRun"
                  + " streaming targetParallelism enforceImmutability experiments hdfsConfiguration"
                  + " tempLocation jobName stableUniqueNames filesToStage batchIntervalMillis gbek"
                  + " userAgent optionsId checkpointDir storageLevel max_delay allowed_lateness within scratch")
              .split(" "));

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "true",
          "false",
          "0",
          "-1",
          "1",
          "7",
          "0.5",
          "1e3",
          "1e999",
          "-0.0",
          "NaN",
          "Infinity",
          "2147483648",
          "9223372036854775808",
          "١٢",
          "1s",
          "0s",
          "1.5h",
          "999999999d",
          "99999999999999999999d",
          "batch",
          "REPLAY",
          "follow",
          "arrival",
          "shuffled",
          "DirectRunner",
          "FlinkRunner",
          "local[2]",
          "a/b/c",
          "a,b",
          ",",
          ",,,",
          "*",
          "[",
          "{a",
          "{}",
          "[{\"a\":\"b\"}]",
          "a=b",
          "file:",
          "file:///nowhere/x",
          "hdfs://nowhere:1/x",
          "s3a://x",
          "gs://x/y",
          "http://[",
          "C:\\x",
          "..",
          "~",
          "a\u0000b",
          "a\nb",
          "\u001b[2J",
          "\uD800",
          "é",
          "\uD83D\uDE00",
          "%s%n",
          "${env:HOME}",
          "--mode=batch",
          "'",
          "\"",
          "x".repeat(300),
          "y".repeat(5_000));

  private static final List<String> WORDS =
      List.of(
          "",
          "-",
          "--",
          "---",
          "-v",
          "-h",
          "-V",
          "--=",
          "=",
          "@file",
          "@@",
          "help",
          "run",
          "check",
          "generate",
          "feed",
          "lateness",
          "produce",
          "diff",
          "report",
          "version",
          "sessions",
          "a.yaml",
          "data/*.json",
          "\t",
          "*");

  private final Random random = new Random(SEED);
  private final List<List<String>> originals = new ArrayList<>();
  @TempDir private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    // All arrive at the same time, so no speed takes long.
    Path input = folder.resolve("in.json");
    Files.writeString(
        input,
        """
        {"Arrival_Time":1424686735000,"Creation_Time":1424686735000000000,"User":"a","gt":"walk"}
        {"Arrival_Time":1424686735000,"Creation_Time":1424686734000000000,"User":"b","gt":null}
        """);
    Files.writeString(folder.resolve("profile.properties"), "runner=DirectRunner\nspeed=5\n");
    String pipeline = "--pipeline=pipelines/tumbling-counts.yaml";
    String missing = "--input=" + folder + "/none/*.json";
    String profile = "--profile=" + folder + "/profile.properties";
    for (int i = 0; i < 6; i++) {
      originals.add(List.of("run", pipeline, missing, profile, "--overwrite"));
      originals.add(List.of(pipeline, missing, "--mode=replay", "--speed=10", "--console"));
      originals.add(List.of(pipeline, missing, "--mode=batch", "--outputShards=2", profile));
      originals.add(List.of("check", "pipelines/sessions.yaml", "pipelines/sliding-counts.yaml"));
      originals.add(List.of("help", "run"));
      originals.add(List.of("version"));
      originals.add(List.of("feed", missing, "--speed=100"));
      originals.add(List.of("clocks", pipeline, missing, "--tolerance=5s"));
      originals.add(
          List.of("produce", missing, "--topic=t", "--bootstrapServers=127.0.0.1:1", "--speed=9"));
    }
    originals.add(List.of(pipeline, "--input=" + input, profile, "--minRecords=1"));
    originals.add(List.of(pipeline, "--input=" + input, "--mode=replay", "--explain=a/b/1"));
    originals.add(List.of(pipeline, "--input=" + input, "--mode=follow", "--console"));
    originals.add(
        List.of(pipeline, "--input=" + input, "--explain-window=Combine/2015-02-23T10:10:00Z"));
    originals.add(List.of("feed", "--input=" + input, "--speed=100", "--overwrite"));
    originals.add(
        List.of("lateness", pipeline, "--input=" + input, "--max_delay=1s,2m", "--within=1h"));
    originals.add(List.of("lateness", pipeline, missing, "--allowed_lateness=0s", profile));
    originals.add(List.of("diff", folder + "/none", folder + "/in.json"));
    originals.add(List.of("report", "--live", "--port=1", folder + "/none"));
    originals.add(List.of("generate", "--rows=20", "--files=2", "--seed=3", "--order=arrival"));
  }

  @Test
  void anyCommandLineEndsWithADocumentedExitCode(TestReporter reporter) {
    TreeMap<Integer, Integer> codes = new TreeMap<>();
    long slowest = 0;
    String slowestLine = "";
    for (int i = 0; i < COMMANDS; i++) {
      List<String> line = harmless(mangled(originals.get(random.nextInt(originals.size()))), i);
      long started = System.nanoTime();
      codes.merge(check(line), 1, Integer::sum);
      long took = System.nanoTime() - started;
      if (took > slowest) {
        slowest = took;
        slowestLine = line.toString();
      }
    }
    reporter.publishEntry(
        "%,d command lines, by exit code %s; the slowest took %,d ms: %.300s"
            .formatted(COMMANDS, codes, slowest / 1_000_000, slowestLine));
    assertThat(codes.keySet()).contains(0, 64, 66);
  }

  private static int check(List<String> line) {
    Outcome outcome;
    try {
      outcome = Outcome.of(line);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("of " + line, e);
    }
    assertThat(EXIT_CODES).as("%s printed %s", line, outcome.log()).contains(outcome.exitCode());
    assertThat(outcome.log())
        .as("%s", line)
        .doesNotContain("unexpected failure")
        .doesNotContain("\u001b");
    if (!line.contains("--verbose")) {
      assertThat(outcome.logLines())
          .as("%s", line)
          .allSatisfy(said -> assertThat(said).startsWith("tidemark: "));
    }
    if (outcome.exitCode() != 0) {
      assertThat(outcome.log()).as("%s", line).isNotBlank();
    }
    return outcome.exitCode();
  }

  private List<String> mangled(List<String> original) {
    List<String> line = new ArrayList<>(original);
    int faults = random.nextInt(5);
    for (int i = 0; i < faults; i++) {
      int at = random.nextInt(line.size() + 1);
      switch (random.nextInt(9)) {
        case 0 -> line.subList(at, Math.min(line.size(), at + 1)).clear();
        case 1 -> line.add(at, pick(WORDS));
        case 2 -> line.add(at, "--" + pick(NAMES));
        case 3, 4 -> line.add(at, "--" + pick(NAMES) + "=" + pick(VALUES));
        case 5 -> line.add(at, "--" + pick(NAMES) + " " + pick(VALUES));
        case 6, 7 -> replace(line, at, word -> word.replaceFirst("(?s)=.*", "=") + pick(VALUES));
        default -> replace(line, at, this::misspelt);
      }
    }
    return line;
  }

  private String misspelt(String word) {
    StringBuilder letters = new StringBuilder(word);
    int at = random.nextInt(word.length() + 1);
    switch (random.nextInt(3)) {
      case 0 -> letters.insert(at, (char) (' ' + random.nextInt(95)));
      case 1 -> letters.delete(at, Math.min(word.length(), at + 1));
      default -> letters.append(word.repeat(random.nextInt(200)));
    }
    return letters.toString();
  }

  private static void replace(List<String> line, int at, UnaryOperator<String> change) {
    if (at < line.size()) {
      line.set(at, change.apply(line.get(at)));
    }
  }

  /** Writes only below the directory of this test, and does nothing that takes long. */
  private List<String> harmless(List<String> line, int number) {
    List<String> safe = new ArrayList<>();
    boolean follows = line.stream().anyMatch(word -> word.equalsIgnoreCase("--mode=follow"));
    for (String word : line) {
      String name = word.replaceFirst("(?s)=.*", "");
      String value = word.substring(Math.min(word.length(), name.length() + 1));
      boolean endsIt = name.equals("--stopAfter") || name.equals("--idleTimeout");
      if (Set.of("--output", "--checkpoint", "--scratch").contains(name)) {
        safe.add(name + "=" + folder + "/" + number + value.replace("..", "").replace("/", "_"));
      } else if (name.equals("--rows") || name.equals("--files")) {
        safe.add(value.matches("[1-9][0-9]{3,18}") ? name + "=3" : word);
      } else if (!(follows && endsIt)) {
        safe.add(word);
      }
    }
    if (follows) {
      safe.add("--stopAfter=1s");
    }
    String first = safe.isEmpty() ? "" : safe.get(0);
    boolean isOfRun = first.isEmpty() || first.startsWith("-");
    boolean writes = Set.of("run", "feed", "generate").contains(first) || isOfRun;
    if (writes && safe.stream().noneMatch(word -> word.startsWith("--output="))) {
      safe.add("--output=" + folder + "/" + number);
    }
    boolean reads =
        (writes && !first.equals("generate")) || Set.of("produce", "lateness").contains(first);
    if (reads && safe.stream().noneMatch(word -> word.startsWith("--input="))) {
      safe.add("--input=" + folder + "/in.json");
    }
    return safe;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
