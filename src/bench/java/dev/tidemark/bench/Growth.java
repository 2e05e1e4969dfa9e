package dev.tidemark.bench;

import dev.tidemark.bench.Ending.Done;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs {@link GrowthCell}s and holds their rows against those that DuckDB counts. */
final class Growth {
  /** Those that it measures by default: Tidemark as users start it, and an earlier build. */
  static final List<String> CONTENDERS =
      List.of("tidemark-spark", "tidemark-direct", "before-spark", "before-direct");

  /** The benchmark's directory, the readings and the rows of DuckDB and of each run under it. */
  private final Path output;

  private final Machine machine;
  private final int rows;
  private final int rounds;
  private final String measured;

  Growth(Path output, Machine machine, int rows, int rounds, String measured) {
    this.output = output;
    this.machine = machine;
    this.rows = rows;
    this.rounds = rounds;
    this.measured = measured;
  }

  /** Takes the results as they come. */
  interface Listener {
    void found(List<GrowthResult> results) throws IOException;
  }

  /** A base that several cells share. */
  private record Base(Question question, Optional<String> heap) {}

  /**
   * Runs cells by what they are compared with, and tells each cell's results so far.
   *
   * @param contenders those that answer a question and are measured
   */
  void run(List<GrowthCell> cells, Contenders contenders, Listener listener)
      throws IOException, InterruptedException {
    Map<Base, List<GrowthCell>> byBase = new LinkedHashMap<>();
    for (GrowthCell cell : cells) {
      byBase
          .computeIfAbsent(new Base(cell.question(), cell.heap()), any -> new ArrayList<>())
          .add(cell);
    }
    for (Map.Entry<Base, List<GrowthCell>> entry : byBase.entrySet()) {
      runAll(entry.getKey(), entry.getValue(), contenders, listener);
    }
  }

  private void runAll(Base base, List<GrowthCell> cells, Contenders contenders, Listener listener)
      throws IOException, InterruptedException {
    Question question = base.question();
    Machine its = base.heap().map(machine::withHeap).orElse(machine);
    Work startUp = work(question, Shape.TEN_USERS, Math.max(1_000, rows / 100), contenders);
    Work tenUsers = work(question, Shape.TEN_USERS, rows, contenders);
    Map<GrowthCell, Work> grown = new LinkedHashMap<>();
    for (GrowthCell cell : cells) {
      grown.put(cell, work(question, cell.shape(), rows, contenders));
    }
    Map<GrowthCell, Map<String, GrowthResult>> found = new LinkedHashMap<>();
    List<Contender> all = contenders.tidemark(question);
    String started = measured + "; " + Start.describe(all);
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : all) {
        Ending small = run(contender, startUp, its);
        Ending large = run(contender, tenUsers, its);
        for (GrowthCell cell : cells) {
          GrowthResult result =
              found
                  .computeIfAbsent(cell, any -> new LinkedHashMap<>())
                  .computeIfAbsent(contender.name(), name -> empty(cell, name, its, started));
          boolean isDone = result.grown().stream().allMatch(Done.class::isInstance);
          if (isDone) {
            result.startUp().add(small);
            result.base().add(large);
            result.grown().add(run(contender, grown.get(cell), its));
          }
        }
        for (Map<String, GrowthResult> byContender : found.values()) {
          listener.found(List.copyOf(byContender.values()));
        }
      }
    }
  }

  private GrowthResult empty(GrowthCell cell, String contender, Machine its, String started) {
    return new GrowthResult(
        cell.id(),
        contender,
        cell.target(),
        its.heap(),
        rows,
        started,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** A question over readings, with the rows that it must give. */
  private record Work(Question question, Path input, AnswerRows expected) {}

  private Work work(Question question, Shape shape, int count, Contenders contenders)
      throws IOException, InterruptedException {
    Path input = BenchData.make(shape, count, output);
    Path directory = directory("expected", question, input);
    contenders.independent(question).runToEnd(machine, input, directory);
    return new Work(question, input, AnswerRows.read(question, directory));
  }

  private Ending run(Contender contender, Work work, Machine its)
      throws IOException, InterruptedException {
    Path directory = directory(contender.name(), work.question(), work.input());
    Ending ending = contender.run(its, work.input(), directory);
    System.err.printf(
        "bench: %s, %s, -Xmx%s, %s: %s%n",
        work.input().getFileName(), work.question().id(), its.heap(), contender.name(), ending);
    if (ending instanceof Done) {
      String difference = work.expected().difference(AnswerRows.read(work.question(), directory));
      if (!difference.isEmpty()) {
        throw new BenchmarkException(
            work.question().id()
                + " over "
                + work.input()
                + ": an independent count and "
                + contender.name()
                + " differ: "
                + difference);
      }
    }
    return ending;
  }

  private Path directory(String who, Question question, Path input) {
    return output.resolve(
        "work/growth/" + question.id() + "/" + input.getFileName() + "/" + who + "/rows");
  }
}
