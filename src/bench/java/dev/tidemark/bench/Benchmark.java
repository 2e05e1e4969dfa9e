package dev.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs all contenders of each question in turn, compares their rows, and writes what they took to
 * {@code bench.md} and {@code bench.json}.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false)
public final class Benchmark implements Callable<Integer> {
  /** A run on so small a part of the readings is nearly all start-up. */
  private static final int START_UP_SHARE = 100;

  private static final long QUICK_ROWS = 624_099;
  private static final int QUICK_ROUNDS = 3;

  @Option(names = "--rows", defaultValue = "6240991", description = "Readings. Default: 6240991")
  private long rows;

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds. Default: 5")
  private int rounds;

  @Option(
      names = "--questions",
      split = ",",
      description = "Some of ${COMPLETION-CANDIDATES}. Default: all")
  private List<Question> questions = Arrays.asList(Question.values());

  @Option(
      names = "--contenders",
      split = ",",
      description = "Only these, by the names in bench.md. Default: all")
  private List<String> only = List.of();

  @Option(names = "--heap", defaultValue = "4g", description = "Heap of each. Default: 4g")
  private String heap;

  @Option(
      names = "--baseline",
      description = "Another checkout, in which ./tidemark has compiled for both runners.")
  private Optional<Path> baseline = Optional.empty();

  @Option(
      names = "--output",
      defaultValue = "target/bench",
      description = "Where bench.md, bench.json and all work go. Default: target/bench")
  private Path output;

  @Option(
      names = "--quick",
      description = {
        "Under two minutes: the counts alone, on a tenth of the readings. Fails when a ratio is",
        "more than a third above the one in src/bench/recorded.properties."
      })
  private boolean quick;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Benchmark())
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  if (e instanceof BenchmarkException) {
                    System.err.println("bench: " + e.getMessage());
                    return 1;
                  }
                  throw e;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path home = Path.of("").toAbsolutePath();
    Machine machine = new Machine(heap, home);
    Contenders contenders = new Contenders(home, baseline.map(Path::toAbsolutePath));
    if (quick) {
      rows = QUICK_ROWS;
      rounds = QUICK_ROUNDS;
      questions = List.of(Question.TUMBLING);
      only = Recorded.contenders();
    }
    compile(home);
    Report report = new Report(machine, rows, rounds);
    for (Map.Entry<Question, List<Contender>> entry : chosen(contenders).entrySet()) {
      String makesData = entry.getValue().get(0).classpath();
      Path full = BenchData.make(rows, output.toAbsolutePath(), machine, makesData);
      long few = Math.max(1_000, rows / START_UP_SHARE);
      Path small = BenchData.make(few, output.toAbsolutePath(), machine, makesData);
      report.startUp(entry.getKey(), rounds(entry, small, machine, quick ? 1 : rounds));
      report.whole(entry.getKey(), rounds(entry, full, machine, rounds));
      Files.writeString(output.resolve("bench.md"), report.markdown());
      Files.writeString(output.resolve("bench.json"), report.json());
    }
    System.out.print(report.markdown());
    return quick ? Recorded.check(report.measurements(Question.TUMBLING)) : 0;
  }

  /** Lets the launcher compile what the contenders run, and note their class paths. */
  private static void compile(Path home) throws IOException, InterruptedException {
    for (String runner : List.of("--direct", "--spark")) {
      Process launcher =
          new ProcessBuilder(home.resolve("tidemark").toString(), runner, "--version")
              .inheritIO()
              .start();
      if (launcher.waitFor() != 0) {
        throw new BenchmarkException("./tidemark " + runner + " --version failed");
      }
    }
  }

  private Map<Question, List<Contender>> chosen(Contenders contenders) {
    Map<Question, List<Contender>> chosen = new EnumMap<>(Question.class);
    for (Question question : questions) {
      List<Contender> all =
          contenders.of(question).stream()
              .filter(contender -> only.isEmpty() || only.contains(contender.name()))
              .toList();
      if (!all.isEmpty()) {
        chosen.put(question, all);
      }
    }
    if (chosen.isEmpty()) {
      throw new BenchmarkException("no contender is called " + String.join(" or ", only));
    }
    return chosen;
  }

  /** Runs A B C A B C ..., and holds the rows of each against those of the first. */
  private Measurements rounds(
      Map.Entry<Question, List<Contender>> entry, Path input, Machine machine, int count)
      throws IOException, InterruptedException {
    Question question = entry.getKey();
    Measurements measurements = new Measurements();
    for (int round = 1; round <= count; round++) {
      List<AnswerRows> answers = new ArrayList<>();
      for (Contender contender : entry.getValue()) {
        Path work = output.toAbsolutePath().resolve("work/" + question.id());
        Path rowsOf = work.resolve(contender.name() + "/rows");
        Usage usage = contender.run(machine, input, rowsOf);
        measurements.add(contender.name(), usage);
        System.err.printf(
            "bench: %s, %s, round %d of %d: %.1f s wall, %.1f s CPU, %d MiB%n",
            input.getFileName() + " rows, " + question.id(),
            contender.name(),
            round,
            count,
            usage.wallMs() / 1e3,
            usage.cpuMs() / 1e3,
            usage.peakKib() / 1024);
        answers.add(rows(question, rowsOf));
        String difference = answers.get(0).difference(answers.get(answers.size() - 1));
        if (!difference.isEmpty()) {
          throw new BenchmarkException(
              question.id()
                  + ": "
                  + entry.getValue().get(0).name()
                  + " and "
                  + contender.name()
                  + " differ: "
                  + difference);
        }
      }
    }
    return measurements;
  }

  private static AnswerRows rows(Question question, Path directory) throws IOException {
    Path sink = directory.resolve(question.sink());
    return AnswerRows.read(question, Files.isDirectory(sink) ? sink : directory);
  }
}
