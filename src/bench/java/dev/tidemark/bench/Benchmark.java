package dev.tidemark.bench;

import dev.tidemark.bench.BenchResults.QuestionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** The questions of {@link Target}. */
  private static final Set<Question> QUESTIONS =
      EnumSet.complementOf(EnumSet.of(Question.SLIDING, Question.DEDUPLICATED_REPLAY));

  @Option(names = "--rows", description = "Readings. Default: 6240991; 1000000 for --growth")
  private Optional<Long> rows = Optional.empty();

  @Option(names = "--rounds", description = "Rounds. Default: 5; 3 for --growth")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--questions",
      split = ",",
      description = "Some of ${COMPLETION-CANDIDATES}. Default: those that have targets")
  private Set<Question> questions = QUESTIONS;

  @Option(
      names = "--contenders",
      split = ",",
      description = {
        "Only these, by the names in bench.md: tidemark-spark and tidemark-direct are started by",
        "./tidemark, java-spark and java-direct by plain java. Default: all but the tuned ones;",
        "with --growth, the first two and those of --before"
      })
  private List<String> only = List.of();

  @Option(
      names = "--tuned",
      description = {
        "Also spark-sql-tuned and structured-streaming-tuned: with the options of Java that",
        "./tidemark passes on, and an archive of classes."
      })
  private boolean tuned;

  @Option(names = "--heap", defaultValue = "4g", description = "Heap of each. Default: 4g")
  private String heap;

  @Option(
      names = "--limit",
      description = "Seconds that a process may take. Default: 1800; 240 for --growth")
  private Optional<Long> limit = Optional.empty();

  @Option(
      names = "--before",
      description =
          "An earlier commit of Tidemark, as contenders before-spark and before-direct, by plain"
              + " java.")
  private Optional<String> before = Optional.empty();

  @Option(
      names = "--output",
      defaultValue = "target/bench",
      description = "Where bench.md, bench.json and all work go. Default: target/bench")
  private Path output;

  @Option(
      names = "--growth",
      description = {
        "How the cost grows by users, windows, files and skew, in place of the questions. What is",
        "not done by the limit is reported so."
      })
  private boolean growth;

  @Option(
      names = "--cells",
      split = ",",
      description = "With --growth, only these, by the names in bench.md. Default: all")
  private List<String> cells = List.of();

  @Option(
      names = "--micro",
      description = "The JMH benchmarks of the code that each reading passes, and nothing else.")
  private boolean micro;

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
    output = output.toAbsolutePath();
    Machine machine =
        new Machine(heap, Duration.ofSeconds(limit.orElse(growth ? 240L : 1_800L)), home);
    BenchResults results = BenchResults.read(output);
    if (micro) {
      Micro.run(machine, output).forEach(found -> results.micro().put(found.name(), found));
      results.write(output);
      System.out.print(BenchReport.markdown(results));
      return 0;
    }
    compile(home);
    machine.packHarness();
    Optional<Path> earlier = Optional.empty();
    if (before.isPresent()) {
      earlier = Optional.of(EarlierBuild.of(before.get(), home, output));
    }
    Contenders contenders = new Contenders(home, earlier, wanted(), tuned);
    warmUp(home, machine, contenders);
    int code = 0;
    if (growth) {
      growth(machine, contenders, results);
    } else if (quick) {
      QuestionResult counts =
          question(Question.TUMBLING, QUICK_ROWS, QUICK_ROUNDS, 1, machine, contenders);
      results.add(counts);
      code = Recorded.check(counts.whole());
    } else {
      for (Question question : questions) {
        int count = rounds.orElse(5);
        results.add(question(question, rows.orElse(6_240_991L), count, count, machine, contenders));
        results.write(output);
      }
    }
    results.write(output);
    System.out.print(BenchReport.markdown(results));
    return code;
  }

  private List<String> wanted() {
    if (quick) {
      return Recorded.contenders();
    }
    return growth && only.isEmpty() ? Growth.CONTENDERS : only;
  }

  private void growth(Machine machine, Contenders contenders, BenchResults results)
      throws IOException, InterruptedException {
    List<GrowthCell> chosen =
        GrowthCell.ALL.stream()
            .filter(cell -> cells.isEmpty() || cells.contains(cell.id()))
            .toList();
    if (chosen.isEmpty()) {
      throw new BenchmarkException("no cell is called " + String.join(" or ", cells));
    }
    new Growth(
            output,
            machine,
            Math.toIntExact(rows.orElse(1_000_000L)),
            rounds.orElse(3),
            machine.describe())
        .run(
            chosen,
            contenders,
            found -> {
              results.add(found);
              results.write(output);
            });
  }

  private QuestionResult question(
      Question question,
      long count,
      int wholeRounds,
      int startUpRounds,
      Machine machine,
      Contenders contenders)
      throws IOException, InterruptedException {
    List<Contender> all = contenders.of(question);
    if (all.isEmpty()) {
      throw new BenchmarkException(
          question.id() + " has no contender " + String.join(" or ", only));
    }
    long few = Math.max(1_000, count / START_UP_SHARE);
    Path full = BenchData.make(count, output, machine, contenders);
    Path small = BenchData.make(few, output, machine, contenders);
    for (Contender contender : all) {
      contender.makeArchive(machine, small, rowsOf(question, contender));
    }
    String measured = machine.describe() + "; " + Start.describe(all);
    Measurements startUp = rounds(question, all, small, machine, startUpRounds);
    Measurements whole = rounds(question, all, full, machine, wholeRounds);
    return new QuestionResult(question, count, few, measured, whole, startUp);
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

  /** Runs Tidemark on the sample as users do: in the second run the launcher makes its archive. */
  private void warmUp(Path home, Machine machine, Contenders contenders)
      throws IOException, InterruptedException {
    for (Contender contender : contenders.tidemark(Question.MONITOR)) {
      if (contender.start() instanceof Start.Launcher) {
        for (int run = 1; run <= 2; run++) {
          contender.runToEnd(
              machine,
              home.resolve("data/activity"),
              output.resolve("work/warm-up/" + contender.name() + "/rows"));
        }
      }
    }
  }

  private Path rowsOf(Question question, Contender contender) {
    return output.resolve("work/" + question.id() + "/" + contender.name() + "/rows");
  }

  /** Runs A B C A B C ..., and holds the rows of each against those of the first. */
  private Measurements rounds(
      Question question, List<Contender> contenders, Path input, Machine machine, int count)
      throws IOException, InterruptedException {
    Measurements measurements = new Measurements();
    for (int round = 1; round <= count; round++) {
      List<AnswerRows> answers = new ArrayList<>();
      for (Contender contender : contenders) {
        Path rowsOf = rowsOf(question, contender);
        Usage usage = contender.runToEnd(machine, input, rowsOf);
        measurements.add(contender.name(), usage);
        System.err.printf(
            "bench: %s rows, %s, %s, round %d of %d: %s%n",
            input.getFileName(),
            question.id(),
            contender.name(),
            round,
            count,
            new Ending.Done(usage));
        answers.add(AnswerRows.read(question, rowsOf));
        String difference = answers.get(0).difference(answers.get(answers.size() - 1));
        if (!difference.isEmpty()) {
          throw new BenchmarkException(
              question.id()
                  + ": "
                  + contenders.get(0).name()
                  + " and "
                  + contender.name()
                  + " differ: "
                  + difference);
        }
      }
    }
    return measurements;
  }
}
