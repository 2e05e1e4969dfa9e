package dev.tidemark.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the process of a contender is started: always with {@link Timed} around its main class. */
sealed interface Start {
  /**
   * A process that runs a program.
   *
   * @param usage the file for what it has used
   * @param program the main class and its arguments
   */
  ProcessBuilder process(Machine machine, Path usage, List<String> program);

  /** How reports call it, after "by". */
  String described();

  /** How each of some contenders is started, in one line. */
  static String describe(List<Contender> contenders) {
    Map<String, List<String>> byStart = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      byStart
          .computeIfAbsent(contender.start().described(), any -> new ArrayList<>())
          .add(contender.name());
    }
    return byStart.entrySet().stream()
        .map(start -> "by " + start.getKey() + ": " + String.join(", ", start.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** By {@code java} with the options that all need, and no others. */
  record Plain(String classpath) implements Start {
    @Override
    public ProcessBuilder process(Machine machine, Path usage, List<String> program) {
      return java(machine, List.of(), classpath, usage, program);
    }

    @Override
    public String described() {
      return "plain java";
    }
  }

  /**
   * By {@code java} with the options that {@code ./tidemark} passes on, as they suit an engine, and
   * an archive of the contender's own classes next to {@code usage}.
   *
   * @param makesArchive whether the process makes the archive, rather than to start from it
   */
  record Tuned(String classpath, boolean makesArchive) implements Start {
    /** What an engine does for each reading is its own code, which is to be fast as soon as ours. */
    static final List<String> THRESHOLDS =
        List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=200000");

    @Override
    public ProcessBuilder process(Machine machine, Path usage, List<String> program) {
      List<String> options = new ArrayList<>();
      options.add("@" + machine.home().resolve("runner-profiles/java.options"));
      options.addAll(THRESHOLDS);
      options.add(
          (makesArchive ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + archive(usage));
      return java(machine, options, classpath, usage, program);
    }

    static Path archive(Path usage) {
      return usage.resolveSibling("classes.jsa");
    }

    @Override
    public String described() {
      return "java with the options of ./tidemark, as they suit an engine, and a class archive";
    }
  }

  /** By {@code ./tidemark} as users start it. The heap and the time zone are those of all. */
  record Launcher(Path home, String runner) implements Start {
    @Override
    public ProcessBuilder process(Machine machine, Path usage, List<String> program) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(home.resolve("tidemark").toString(), "--" + runner));
      command.add(usage.toString());
      command.addAll(program);
      ProcessBuilder launcher = new ProcessBuilder(command);
      Map<String, String> environment = launcher.environment();
      environment.put("JAVA_HOME", machine.javaHome().toString());
      environment.put("TIDEMARK_JAVA_OPTS", String.join(" ", machine.sharedOptions()));
      // Java starts from an archive of classes only if its class path goes on after that of the
      // archive.
      environment.put("TIDEMARK_CLASSPATH", machine.harness().toString());
      environment.put("TIDEMARK_MAIN", Timed.class.getName());
      return launcher;
    }

    @Override
    public String described() {
      return "./tidemark " + (hasArchive() ? "with" : "without") + " its class archive";
    }

    /** Whether the launcher could make an archive; where it could not, it notes a size of 0. */
    private boolean hasArchive() {
      try (DirectoryStream<Path> archives =
          Files.newDirectoryStream(home.resolve("target/launcher"), runner + "-*-[1-9]*.jsa")) {
        return archives.iterator().hasNext();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static ProcessBuilder java(
      Machine machine, List<String> options, String classpath, Path usage, List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(machine.java().toString());
    command.addAll(options);
    command.addAll(machine.jvmOptions());
    command.addAll(List.of("-cp", machine.harness() + ":" + classpath));
    command.addAll(List.of(Timed.class.getName(), usage.toString()));
    command.addAll(program);
    return new ProcessBuilder(command);
  }
}
