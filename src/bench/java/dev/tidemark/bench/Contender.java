package dev.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that answers a question in a process of its own.
 *
 * @param name how reports call it
 * @param start how its process is started
 * @param mainClass its main class
 * @param arguments those of its main class, with {@code INPUT} and {@code OUTPUT} for the
 *     directories of a run
 */
record Contender(String name, Start start, String mainClass, List<String> arguments) {
  static final String INPUT = "@input@";
  static final String OUTPUT = "@output@";

  /** Runs it once, over files in {@code input} and with results in {@code output}. */
  Ending run(Machine machine, Path input, Path output) throws IOException, InterruptedException {
    Directories.delete(output);
    Files.createDirectories(output.getParent());
    Path usage = usage(output);
    Files.deleteIfExists(usage);
    long began = System.nanoTime();
    Process process =
        start
            .process(machine, usage, program(input, output))
            .redirectErrorStream(true)
            .redirectOutput(log(output).toFile())
            .redirectInput(ProcessBuilder.Redirect.from(machine.nothing().toFile()))
            .start();
    try {
      boolean ended = process.waitFor(machine.limit().toSeconds(), TimeUnit.SECONDS);
      long wallMs = (System.nanoTime() - began) / 1_000_000;
      if (!ended) {
        Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return new Ending.NotDone(machine.limit().toSeconds(), cpu.toMillis());
      }
      if (process.exitValue() != 0) {
        return new Ending.Failed(process.exitValue(), wallMs);
      }
      String[] used = Files.readString(usage).trim().split(" ", -1);
      return new Ending.Done(new Usage(wallMs, Long.parseLong(used[0]), Long.parseLong(used[1])));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /**
   * Runs it once, as one that must succeed.
   *
   * @throws BenchmarkException if it fails or reaches the limit
   */
  Usage runToEnd(Machine machine, Path input, Path output)
      throws IOException, InterruptedException {
    Ending ending = run(machine, input, output);
    if (ending instanceof Ending.Done done) {
      return done.usage();
    }
    throw new BenchmarkException(name + " " + ending + "; its log is " + log(output));
  }

  /** Runs it once without measuring, if it starts from an archive of classes that it makes so. */
  void makeArchive(Machine machine, Path input, Path output)
      throws IOException, InterruptedException {
    if (start instanceof Start.Tuned tuned) {
      Start making = new Start.Tuned(tuned.classpath(), true);
      new Contender(name, making, mainClass, arguments).runToEnd(machine, input, output);
      if (!Files.exists(Start.Tuned.archive(usage(output)))) {
        throw new BenchmarkException(name + " has made no archive; its log is " + log(output));
      }
    }
  }

  private static Path usage(Path output) {
    return output.resolveSibling("usage.txt");
  }

  private static Path log(Path output) {
    return output.resolveSibling("log.txt");
  }

  private List<String> program(Path input, Path output) {
    List<String> program = new ArrayList<>(List.of(mainClass));
    arguments.stream()
        .map(word -> word.replace(INPUT, input.toString()).replace(OUTPUT, output.toString()))
        .forEach(program::add);
    return program;
  }
}
