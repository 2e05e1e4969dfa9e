package dev.tidemark.bench;

import dev.tidemark.bench.BenchResults.QuestionResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Results as tables for people. */
final class BenchReport {
  private static final ToDoubleFunction<Usage> WALL = Usage::wallMs;
  private static final ToDoubleFunction<Usage> CPU = Usage::cpuMs;

  /** Tidemark on each runner, as users start it and by plain Java. */
  private static final List<List<String>> TIDEMARK =
      List.of(List.of("tidemark-spark", "java-spark"), List.of("tidemark-direct", "java-direct"));

  /** Tidemark's CPU time beyond start-up is to be at most so many times the scanner's. */
  private static final double MAX_MARGINAL_CPU = 1.5;

  private final StringBuilder text = new StringBuilder();

  private BenchReport() {}

  static String markdown(BenchResults results) {
    BenchReport report = new BenchReport();
    report.line("# Benchmark");
    report.line("");
    report.line(
        "Whole processes in turn, start-up counted; medians. All contenders gave the same rows. A"
            + " ratio is Tidemark's figure over the other's, round by round: median (least-most)."
            + " Tidemark is what ./tidemark starts, or, where that was not measured, java-spark and"
            + " java-direct.");
    if (!results.questions().isEmpty()) {
      report.targets(results);
      report.marginalCpu(results);
      results.questions().values().forEach(report::question);
    }
    if (!results.growth().isEmpty()) {
      report.growth(results);
    }
    if (!results.micro().isEmpty()) {
      report.micro(results);
    }
    return report.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void heading(String heading) {
    line("");
    line("## " + heading);
    line("");
  }

  private void table(String... columns) {
    line("| " + String.join(" | ", columns) + " |");
    line("|" + "---|".repeat(columns.length));
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void targets(BenchResults results) {
    heading("Targets");
    table("readings", "work", "contender", "against", "wall", "target", "CPU", "target");
    for (QuestionResult result : results.questions().values()) {
      Measurements whole = result.whole();
      for (Target target : Target.ALL) {
        boolean isMeasured =
            target.question() == result.question()
                && whole.contenders().containsAll(List.of(target.contender(), target.against()));
        if (isMeasured) {
          Spread wall = whole.ratio(target.contender(), target.against(), WALL);
          Spread cpu = whole.ratio(target.contender(), target.against(), CPU);
          row(
              String.format(Locale.ROOT, "%,d", result.rows()),
              result.question().id(),
              target.contender(),
              target.against(),
              wall.toString(),
              verdict(wall.median(), target.wall(result.rows())),
              cpu.toString(),
              verdict(cpu.median(), target.cpu(result.rows())));
        }
      }
    }
  }

  /** Tumbling counts, whose CPU time beyond start-up is held against that of the scanner alone. */
  private void marginalCpu(BenchResults results) {
    Micro.Result scanner = results.micro().get(Micro.SCANNER);
    List<QuestionResult> tumbling =
        results.questions().values().stream()
            .filter(result -> result.question() == Question.TUMBLING)
            .toList();
    if (scanner == null || tumbling.isEmpty()) {
      return;
    }
    line("");
    table("readings", "contender", "CPU beyond start-up / scanner alone", "target");
    for (QuestionResult result : tumbling) {
      for (int runner = 0; runner < TIDEMARK.size(); runner++) {
        Optional<String> measured = tidemark(result.whole(), runner);
        if (measured.isPresent()) {
          String name = measured.get();
          double ratio = result.marginalCpuSeconds(name) * 1e3 / scanner.nanos();
          row(
              String.format(Locale.ROOT, "%,d", result.rows()),
              name,
              String.format(Locale.ROOT, "%.2f", ratio),
              verdict(ratio, OptionalDouble.of(MAX_MARGINAL_CPU)));
        }
      }
    }
  }

  private void micro(BenchResults results) {
    heading("JMH");
    table("benchmark", "ns a reading: median", "nine in ten below", "bytes allocated a reading");
    Set<String> measured = new LinkedHashSet<>();
    for (Micro.Result result : results.micro().values()) {
      row(
          result.name(),
          String.format(Locale.ROOT, "%.1f", result.nanos()),
          String.format(Locale.ROOT, "%.1f", result.slowNanos()),
          String.format(Locale.ROOT, "%.1f", result.bytes()));
      measured.add(result.measured());
    }
    line("");
    measured.forEach(this::line);
  }

  private static String verdict(double ratio, OptionalDouble target) {
    if (target.isEmpty()) {
      return "";
    }
    return target.getAsDouble() + (ratio <= target.getAsDouble() ? ", met" : ", missed");
  }

  private void question(QuestionResult result) {
    Measurements whole = result.whole();
    Measurements startUp = result.startUp();
    heading(String.format(Locale.ROOT, "%s, %,d readings", result.question().id(), result.rows()));
    line(
        result.measured()
            + "; "
            + whole.rounds()
            + " rounds. Start-up: "
            + result.few()
            + " rows.");
    line("");
    table(
        "",
        "wall s",
        "CPU s",
        "peak MiB",
        "rows/s",
        "start-up: wall s",
        "CPU s",
        "CPU s a million rows beyond it",
        "wall: spark / this",
        "direct / this",
        "CPU: spark / this",
        "direct / this");
    for (String name : whole.contenders()) {
      double wallMs = whole.of(name, WALL).median();
      double cpuMs = whole.of(name, CPU).median();
      row(
          name,
          seconds(wallMs),
          seconds(cpuMs),
          String.format(Locale.ROOT, "%.0f", whole.of(name, Usage::peakKib).median() / 1024),
          String.format(Locale.ROOT, "%,.0f", result.rows() / wallMs * 1e3),
          seconds(startUp.of(name, WALL).median()),
          seconds(startUp.of(name, CPU).median()),
          String.format(Locale.ROOT, "%.2f", result.marginalCpuSeconds(name)),
          ratio(whole, 0, name, WALL),
          ratio(whole, 1, name, WALL),
          ratio(whole, 0, name, CPU),
          ratio(whole, 1, name, CPU));
    }
  }

  private static String ratio(
      Measurements whole, int runner, String name, ToDoubleFunction<Usage> figure) {
    return tidemark(whole, runner)
        .filter(tidemark -> !tidemark.equals(name))
        .map(tidemark -> whole.ratio(tidemark, name, figure).toString())
        .orElse("");
  }

  private static Optional<String> tidemark(Measurements whole, int runner) {
    return TIDEMARK.get(runner).stream().filter(whole.contenders()::contains).findFirst();
  }

  private void growth(BenchResults results) {
    heading("Cost by users, windows, files and skew");
    line(
        "Each against the same number of readings of ten users within an hour, in 16 files. Rows"
            + " equal an independent count. The ratio is that of CPU time less start-up.");
    line("");
    table(
        "readings",
        "cell",
        "contender",
        "heap",
        "start-up",
        "ten users",
        "cell",
        "CPU s beyond start-up: ten users",
        "cell",
        "ratio",
        "target");
    Set<String> measured = new LinkedHashSet<>();
    for (GrowthResult result : results.growth().values()) {
      OptionalDouble ratio = result.ratio();
      row(
          String.format(Locale.ROOT, "%,d", result.rows()),
          result.cell(),
          result.contender(),
          result.heap(),
          GrowthResult.typical(result.startUp()).toString(),
          GrowthResult.typical(result.base()).toString(),
          GrowthResult.typical(result.grown()).toString(),
          seconds(result.beyondStartUp(result.base())),
          seconds(result.beyondStartUp(result.grown())),
          ratio.isPresent() ? String.format(Locale.ROOT, "%.1f", ratio.getAsDouble()) : "",
          verdict(ratio.orElse(Double.POSITIVE_INFINITY), OptionalDouble.of(result.target())));
      measured.add(result.grown().size() + " rounds, " + result.measured());
    }
    line("");
    measured.forEach(this::line);
  }

  private static String seconds(OptionalLong ms) {
    return ms.isPresent() ? seconds((double) ms.getAsLong()) : "";
  }

  private static String seconds(double ms) {
    return String.format(Locale.ROOT, "%.1f", ms / 1e3);
  }
}
