package dev.tidemark.cli;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.yaml.DidYouMean;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Prints the commands, or the options of one with their defaults. */
@Command(
    name = "help",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Prints the commands, or the options of one.")
final class HelpCommand implements Commands.Subcommand {
  private final PrintStream out;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
  private Optional<String> command = Optional.empty();

  @Unmatched private List<String> others = new ArrayList<>();

  HelpCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public ExitCode start() throws FailureException {
    CommandLine all = spec.parent().commandLine();
    if (others.contains("--help") || others.contains("-h")) {
      all.usage(out);
      return ExitCode.DONE;
    }
    Optional<String> option = others.stream().filter(word -> word.startsWith("-")).findFirst();
    if (option.isPresent()) {
      String name = option.get().replaceFirst("^-+", "");
      throw new FailureException(
          ExitCode.USAGE,
          "help takes a command, not '"
              + option.get()
              + "'"
              + DidYouMean.hint(name, all.getSubcommands().keySet(), "commands"));
    }
    if (!others.isEmpty()) {
      throw new FailureException(
          ExitCode.USAGE, "help takes one command, not '" + String.join(" ", others) + "' as well");
    }
    if (command.isEmpty()) {
      all.usage(out);
      return ExitCode.DONE;
    }
    CommandLine one = all.getSubcommands().get(command.get());
    if (one == null) {
      throw new FailureException(ExitCode.USAGE, Commands.unknown(command.get(), all));
    }
    one.usage(out);
    return ExitCode.DONE;
  }
}
