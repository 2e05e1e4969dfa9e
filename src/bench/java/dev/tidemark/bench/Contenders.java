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
  private static final String TUNED = "-tuned";

  private final Path home;
  private final Optional<Path> before;
  private final List<String> only;
  private final boolean tuned;

  /**
   * The contenders that a checkout can start.
   *
   * @param home the project's directory, in which {@code ./tidemark} has compiled for both runners
   * @param before an {@link EarlierBuild}
   * @param only the names of those that are wanted; empty for all but the tuned ones
   * @param tuned whether the tuned ones are wanted, too
   */
  Contenders(Path home, Optional<Path> before, List<String> only, boolean tuned) {
    this.home = home;
    this.before = before;
    this.only = only;
    this.tuned = tuned;
  }

  /** Those that answer a question, Tidemark first. */
  List<Contender> of(Question question) {
    List<Contender> all = new ArrayList<>(tidemark(question));
    others(question).stream().filter(this::isWanted).forEach(all::add);
    return all;
  }

  /**
   * Tidemark on both runners: as users start it, by plain Java, and the earlier build if there is
   * one, whose launcher may not have had its options yet.
   */
  List<Contender> tidemark(Question question) {
    List<Contender> all = new ArrayList<>();
    all.add(launched("spark", question));
    all.add(launched("direct", question));
    all.add(tidemark("java-spark", home, "spark", question));
    all.add(tidemark("java-direct", home, "direct", question));
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
        new Start.Plain(tidemarkClasspath(home, "direct")),
        TIDEMARK,
        List.of("generate", "--rows=" + rows, "--output=" + Contender.OUTPUT, "--overwrite"));
  }

  private boolean isWanted(Contender contender) {
    boolean isDefault = contender.name().endsWith(TUNED) ? tuned : only.isEmpty();
    return isDefault || only.contains(contender.name());
  }

  private List<Contender> others(Question question) {
    List<Contender> all = new ArrayList<>();
    switch (question) {
      case TUMBLING -> {
        all.addAll(sparkAndTuned("spark-sql", SparkSqlContender.class, question));
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
        all.addAll(sparkAndTuned("spark-sql", SparkSqlContender.class, question));
        all.add(independent(question));
      }
      case TUMBLING_REPLAY, SESSIONS_REPLAY ->
          all.addAll(
              sparkAndTuned("structured-streaming", StructuredStreamingContender.class, question));
      case SLIDING -> all.add(independent(question));
      case MONITOR, DEDUPLICATED_REPLAY -> {}
    }
    return all;
  }

  private Contender launched(String runner, Question question) {
    return new Contender(
        "tidemark-" + runner, new Start.Launcher(home, runner), TIDEMARK, run(home, question));
  }

  private static Contender tidemark(
      String name, Path checkout, String runner, Question question) {
    List<String> arguments = run(checkout, question);
    arguments.add("--profile=" + checkout.resolve("runner-profiles/" + runner + ".properties"));
    return new Contender(
        name, new Start.Plain(tidemarkClasspath(checkout, runner)), TIDEMARK, arguments);
  }

  private static List<String> run(Path checkout, Question question) {
    return new ArrayList<>(
        List.of(
            "run",
            "--pipeline=" + checkout.resolve("pipelines/" + question.pipeline() + ".yaml"),
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
    return new Contender(
        name, new Start.Plain(classpath(home, classpath)), main.getName(), arguments);
  }

  /** One on Spark by plain Java, and by Java with Tidemark's options and an archive. */
  private List<Contender> sparkAndTuned(String name, Class<?> main, Question question) {
    Contender plain = other(name, "spark", main, question);
    Start start = new Start.Tuned(classpath(home, "spark"), false);
    return List.of(
        plain, new Contender(name + TUNED, start, plain.mainClass(), plain.arguments()));
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
