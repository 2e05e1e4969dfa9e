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
  private final Optional<Path> baseline;

  /**
   * The contenders that a checkout can start.
   *
   * @param home the project's directory, in which {@code ./tidemark} has compiled for both runners
   * @param baseline another checkout of the project, compiled in the same way
   */
  Contenders(Path home, Optional<Path> baseline) {
    this.home = home;
    this.baseline = baseline;
  }

  /** Those that answer a question, Tidemark first. */
  List<Contender> of(Question question) {
    List<Contender> all = new ArrayList<>();
    all.add(tidemark("tidemark-spark", home, "spark", question));
    all.add(tidemark("tidemark-direct", home, "direct", question));
    if (baseline.isPresent()) {
      all.add(tidemark("before-spark", baseline.get(), "spark", question));
      all.add(tidemark("before-direct", baseline.get(), "direct", question));
    }
    switch (question) {
      case TUMBLING -> {
        all.add(other("spark-sql", "spark", SparkSqlContender.class, question));
        all.add(other("duckdb", "bench", DuckDbContender.class, question));
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
        all.add(other("duckdb", "bench", DuckDbContender.class, question));
      }
      case TUMBLING_REPLAY, SESSIONS_REPLAY ->
          all.add(
              other("structured-streaming", "spark", StructuredStreamingContender.class, question));
      case MONITOR -> {}
    }
    return all;
  }

  private Contender tidemark(String name, Path checkout, String runner, Question question) {
    return new Contender(
        name,
        checkout.resolve("target/classes") + ":" + classpath(checkout, runner),
        TIDEMARK,
        List.of(
            "run",
            "--pipeline=" + home.resolve("pipelines/" + question.pipeline() + ".yaml"),
            "--profile=" + checkout.resolve("runner-profiles/" + runner + ".properties"),
            "--mode=" + question.mode(),
            "--input=" + Contender.INPUT + "/*.json",
            "--output=" + Contender.OUTPUT));
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
