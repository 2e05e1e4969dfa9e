package dev.tidemark.run;

import dev.tidemark.spec.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;

/** Fills annotated options from the words of a command line. */
final class Arguments {
  private static final String HELP = "help";

  private Arguments() {}

  /** Fills the options; of one given twice the last counts. Words left over are an error. */
  static <T> T parse(T options, List<String> args) throws Failure {
    CommandLine parser = new CommandLine(options).setUnmatchedArgumentsAllowed(true);
    List<String> leftOver = fill(parser, args);
    List<String> names = names(parser);
    List<String> problems = new ArrayList<>();
    for (String arg : leftOver) {
      problems.add(unknown(arg, names, names));
    }
    if (!problems.isEmpty()) {
      throw new Failure(ExitCode.USAGE, problems, null);
    }
    return options;
  }

  /** Fills what the parser knows and returns the words left over. */
  static List<String> fill(CommandLine parser, List<String> args) throws Failure {
    try {
      return parser
          .setOverwrittenOptionsAllowed(true)
          .parseArgs(args.toArray(String[]::new))
          .unmatched();
    } catch (CommandLine.ParameterException e) {
      throw new Failure(ExitCode.USAGE, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** The names of a parser's options, without dashes. */
  static List<String> names(CommandLine parser) {
    return parser.getCommandSpec().optionsMap().keySet().stream()
        .map(name -> name.substring(2))
        .toList();
  }

  /**
   * Says what is wrong with a word that no option takes.
   *
   * @param known the names of all options that there are
   * @param own the names of Tidemark's own among them
   */
  static String unknown(String arg, Collection<String> known, Collection<String> own) {
    if (!arg.startsWith("--")) {
      return "unexpected argument '" + arg + "'; options are written --name=value";
    }
    String name = nameOf(arg);
    return name.equals(HELP)
        ? "--help takes no value"
        : "unknown option '--"
            + name
            + "'"
            + Nearest.option(name, withHelp(known), withHelp(own), "--");
  }

  /** Every command knows it, though none has it among its own. */
  private static Collection<String> withHelp(Collection<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add(HELP);
    return all;
  }

  /** The name in {@code --name=value}. */
  static String nameOf(String arg) {
    return arg.replaceFirst("^--", "").replaceFirst("=.*", "");
  }
}
