package dev.tidemark.run;

import dev.tidemark.spec.Nearest;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Prints what the commands are, or the options of one with their defaults. */
public final class HelpCommand {
  private final List<String> args;
  private final PrintStream out;

  public HelpCommand(List<String> args, PrintStream out) {
    this.args = args;
    this.out = out;
  }

  public ExitCode run() throws Failure {
    Map<String, Object> commands =
        new TreeMap<>(
            Map.of(
                "run",
                new RunOptions(),
                "generate",
                new GenerateOptions(),
                "produce",
                new ProduceOptions()));
    if (args.isEmpty() || List.of("help", "--help").contains(args.get(0))) {
      out.println("tidemark answers event-time questions about activity readings.");
      out.println();
      commands.forEach((name, options) -> out.printf("  %-10s%s%n", name, description(options)));
      out.printf("  %-10s%s%n", "help", "Prints this, or with a command's name its options.");
      out.println();
      out.println("Without a command it runs. 'help run' prints run's options and the exit codes.");
      return ExitCode.DONE;
    }
    String name = args.get(0);
    if (name.startsWith("-")) {
      throw new Failure(
          ExitCode.USAGE,
          "help takes a command, not '"
              + name
              + "'"
              + Nearest.hint(name.replaceFirst("^-+", ""), commands.keySet(), "commands"));
    }
    if (!commands.containsKey(name)) {
      throw new Failure(
          ExitCode.USAGE,
          "unknown command '" + name + "'" + Nearest.hint(name, commands.keySet(), "commands"));
    }
    new CommandLine(commands.get(name)).setUsageHelpWidth(100).usage(out);
    return ExitCode.DONE;
  }

  private static String description(Object options) {
    return new CommandLine(options).getCommandSpec().usageMessage().description()[0];
  }
}
