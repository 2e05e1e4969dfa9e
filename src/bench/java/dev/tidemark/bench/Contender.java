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
 * @param classpath its class path
 * @param mainClass its main class
 * @param arguments those of its main class, with {@code INPUT} and {@code OUTPUT} for the
 *     directories of a run
 */
record Contender(String name, String classpath, String mainClass, List<String> arguments) {
  static final String INPUT = "@input@";
  static final String OUTPUT = "@output@";

  /** Runs it once, over files in {@code input} and with results in {@code output}. */
  Ending run(Machine machine, Path input, Path output) throws IOException, InterruptedException {
    Directories.delete(output);
    Files.createDirectories(output.getParent());
    Path usage = output.resolveSibling("usage.txt");
    Files.deleteIfExists(usage);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command(machine, usage, input, output))
            .redirectErrorStream(true)
            .redirectOutput(log(output).toFile())
            .redirectInput(ProcessBuilder.Redirect.from(machine.nothing().toFile()))
            .start();
    try {
      boolean ended = process.waitFor(machine.limit().toSeconds(), TimeUnit.SECONDS);
      long wallMs = (System.nanoTime() - start) / 1_000_000;
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

  private static Path log(Path output) {
    return output.resolveSibling("log.txt");
  }

  private List<String> command(Machine machine, Path usage, Path input, Path output) {
    List<String> command = new ArrayList<>();
    command.add(machine.java().toString());
    command.addAll(machine.jvmOptions());
    command.addAll(List.of("-cp", machine.harness() + ":" + classpath));
    command.addAll(List.of(Timed.class.getName(), usage.toString(), mainClass));
    arguments.stream()
        .map(word -> word.replace(INPUT, input.toString()).replace(OUTPUT, output.toString()))
        .forEach(command::add);
    return command;
  }
}
