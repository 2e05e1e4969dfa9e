package dev.tidemark.testing.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program in a JVM of its own, with its output. Its children end with it. */
public final class JavaProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Thread onInterrupt = new Thread(this::end, "end-of-child");
  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<Void> printed;
  private boolean ended;

  /** What every JVM is told: none runs for so long that more compilation pays. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What to start: further options of the JVM, the main class, its arguments. */
  public record Program(
      String name,
      Path directory,
      Map<String, String> environment,
      List<String> jvmOptions,
      String mainClass,
      List<String> args) {

    public JavaProcess start() throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(SHORT_LIVED);
      command.addAll(jvmOptions);
      command.add(mainClass);
      command.addAll(args);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.directory(directory.toFile());
      builder.environment().putAll(environment);
      return new JavaProcess(name, builder.start());
    }
  }

  private JavaProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    printed = CompletableFuture.runAsync(this::read, task -> new Thread(task, name).start());
  }

  /** Waits for a line that the pattern is found in. */
  public Matcher awaitLine(Pattern pattern) throws InterruptedException {
    synchronized (lines) {
      for (int next = 0; ; next++) {
        while (next == lines.size()) {
          if (ended) {
            throw new IllegalStateException(name + " ended without " + pattern + "\n" + output());
          }
          lines.wait();
        }
        Matcher matcher = pattern.matcher(lines.get(next));
        if (matcher.find()) {
          return matcher;
        }
      }
    }
  }

  /** Waits for the program to end on its own, and returns its exit code. */
  public int awaitEnd() throws InterruptedException {
    int code = process.waitFor();
    printed.join();
    return code;
  }

  /** All that it has printed up to now. */
  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** The JVMs that it has started and that still run. */
  public List<ProcessHandle> children() {
    return process.children().filter(ProcessHandle::isAlive).toList();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends it a signal, such as {@code INT}. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it as a failing host would, without a signal it could handle. */
  public void kill() {
    end();
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(onInterrupt);
  }

  private void end() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
    printed.join();
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      synchronized (lines) {
        ended = true;
        lines.notifyAll();
      }
    }
  }

  private void add(String line) {
    synchronized (lines) {
      lines.add(line);
      lines.notifyAll();
    }
  }
}
