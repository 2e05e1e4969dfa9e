package dev.tidemark;

import dev.tidemark.run.ExitCode;
import dev.tidemark.run.Failure;
import dev.tidemark.run.GenerateCommand;
import dev.tidemark.run.HelpCommand;
import dev.tidemark.run.ProduceCommand;
import dev.tidemark.run.RunCommand;
import dev.tidemark.spec.Nearest;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Tidemark can be told to do. */
enum Command {
  RUN {
    @Override
    ExitCode start(List<String> options, PrintStream out, PrintStream log) throws Failure {
      return new RunCommand(options, out, log).run();
    }
  },
  GENERATE {
    @Override
    ExitCode start(List<String> options, PrintStream out, PrintStream log) throws Failure {
      return new GenerateCommand(options, log).run();
    }
  },
  PRODUCE {
    @Override
    ExitCode start(List<String> options, PrintStream out, PrintStream log) throws Failure {
      return new ProduceCommand(options, log).run();
    }
  },
  HELP {
    @Override
    ExitCode start(List<String> options, PrintStream out, PrintStream log) throws Failure {
      return new HelpCommand(options, out).run();
    }
  };

  abstract ExitCode start(List<String> options, PrintStream out, PrintStream log) throws Failure;

  /** Runs the command that the first word names; {@link #RUN} where it is an option. */
  static ExitCode run(List<String> args, PrintStream out, PrintStream log) throws Failure {
    if (!args.isEmpty() && args.get(0).equals("--help")) {
      return HELP.start(List.of(), out, log);
    }
    if (args.isEmpty() || args.get(0).startsWith("--")) {
      return RUN.startOrHelp(args, out, log);
    }
    String word = args.get(0);
    Optional<Command> command =
        Arrays.stream(values()).filter(one -> one.label().equals(word)).findFirst();
    if (command.isEmpty()) {
      throw new Failure(ExitCode.USAGE, unknown(word));
    }
    return command.get().startOrHelp(args.subList(1, args.size()), out, log);
  }

  private ExitCode startOrHelp(List<String> options, PrintStream out, PrintStream log)
      throws Failure {
    return options.contains("--help")
        ? HELP.start(List.of(label()), out, log)
        : start(options, out, log);
  }

  private static String unknown(String word) {
    List<String> known = Arrays.stream(values()).map(Command::label).toList();
    return "unknown command '" + word + "'" + Nearest.hint(word, known, "commands");
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
