package dev.tidemark.bench;

import dev.tidemark.bench.contenders.DuckDbContender;
import dev.tidemark.bench.contenders.PlainBeamContender;
import dev.tidemark.bench.contenders.PlainJavaContender;
import dev.tidemark.bench.contenders.SparkSqlContender;
import dev.tidemark.bench.contenders.StructuredStreamingContender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who answers which question: Tidemark on both runners, and what its users would otherwise run. */
final class Contenders {
  private static final String TIDEMARK = "dev.tidemark.Tidemark";

  private final Path home;
  private final Optional<Path> before;
  private final List<String> only;

  /**
   * The contenders that a checkout can start.
   *
   * @param home the project's directory, in which {@code ./tidemark} has compiled for both runners
   * @param before an {@link EarlierBuild}
   * @param only the names of those that are wanted; empty for all
   */
  Contenders(Path home, Optional<Path> before, List<String> only) {
    this.home = home;
    this.before = before;
    this.only = only;
  }

  /** Those that answer a question, Tidemark first. */
  List<Contender> of(Question question) {
    List<Contender> all = new ArrayList<>(tidemark(question));
    others(question).stream().filter(this::isWanted).forEach(all::add);
    return all;
  }

  /** Tidemark on both runners, and the earlier build if there is one. */
  List<Contender> tidemark(Question question) {
    List<Contender> all = new ArrayList<>();
    all.add(tidemark("tidemark-spark", home, "spark", question));
    all.add(tidemark("tidemark-direct", home, "direct", question));
    if (before.isPresent()) {
      all.add(tidemark("before-spark", before.get(), "spark", question));
      all.add(tidemark("before-direct", before.get(), "direct", question));
    }
    all.removeIf(contender -> !isWanted(contender));
    return all;
  }

  /** One whose rows are right by another way than Tidemark's. */
  Contender independent(Question question) {
    return other("duckdb", "bench", DuckDbContender.class, question);
  }

  /** Tidemark, to generate readings. */
  Contender generator(long rows) {
    return new Contender(
        "generate",
        tidemarkClasspath(home, "direct"),
        TIDEMARK,
        List.of("generate", "--rows=" + rows, "--output=" + Contender.OUTPUT, "--overwrite"));
  }

  private boolean isWanted(Contender contender) {
    return only.isEmpty() || only.contains(contender.name());
  }

  private List<Contender> others(Question question) {
    List<Contender> all = new ArrayList<>();
    switch (question) {
      case TUMBLING -> {
        all.add(other("spark-sql", "spark", SparkSqlContender.class, question));
        all.add(independent(question));
        all.add(other("plain-java", "bench", PlainJavaContender.class, question));
        all.add(
            other(
                "plain-beam-direct",
                "direct",
                PlainBeamContender.class,
                question,
                "--runner=DirectRunner",
                "--enforceImmutability=false",
                "--enforceEncodability=false"));
        all.add(
            other(
                "plain-beam-spark",
                "spark",
                PlainBeamContender.class,
                question,
                "--runner=SparkRunner",
                "--sparkMaster=local[2]"));
      }
      case SESSIONS, DEDUPLICATED, COUNT_WINDOWS -> {
        all.add(other("spark-sql", "spark", SparkSqlContender.class, question));
        all.add(independent(question));
      }
      case TUMBLING_REPLAY, SESSIONS_REPLAY ->
          all.add(
              other("structured-streaming", "spark", StructuredStreamingContender.class, question));
      case SLIDING -> all.add(independent(question));
      case MONITOR, DEDUPLICATED_REPLAY -> {}
    }
    return all;
  }

  private Contender tidemark(String name, Path checkout, String runner, Question question) {
    return new Contender(
        name,
        tidemarkClasspath(checkout, runner),
        TIDEMARK,
        List.of(
            "run",
            "--pipeline=" + checkout.resolve("pipelines/" + question.pipeline() + ".yaml"),
            "--profile=" + checkout.resolve("runner-profiles/" + runner + ".properties"),
            "--mode=" + question.mode(),
            "--input=" + Contender.INPUT + "/*.json",
            "--output=" + Contender.OUTPUT));
  }

  private static String tidemarkClasspath(Path checkout, String runner) {
    return checkout.resolve("target/classes") + ":" + classpath(checkout, runner);
  }

  private Contender other(
      String name, String classpath, Class<?> main, Question question, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of(question.name(), Contender.INPUT, Contender.OUTPUT));
    arguments.addAll(List.of(options));
    return new Contender(name, classpath(home, classpath), main.getName(), arguments);
  }

  private static String classpath(Path checkout, String name) {
    Path file =
        name.equals("bench")
            ? checkout.resolve("target/bench/bench.classpath")
            : checkout.resolve("target/launcher/" + name + ".classpath");
    try {
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new BenchmarkException(
          "no " + file + "; './tidemark --version' and './tidemark --spark --version' make it");
    }
  }
}
