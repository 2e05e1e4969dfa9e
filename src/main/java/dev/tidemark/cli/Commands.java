package dev.tidemark.cli;

import dev.tidemark.cli.options.Arguments;
import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.job.Version;
import dev.tidemark.terminal.StatusLine;
import dev.tidemark.yaml.DidYouMean;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Starts the command that a command line names. */
@Command(
    name = "tidemark",
    customSynopsis = "tidemark [COMMAND] [OPTIONS]",
    description = {
      "Answers event-time questions about activity readings. Without a command, it runs a",
      "pipeline file (the command run)."
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "To start it in the project's directory:",
      "  ./tidemark COMMAND OPTIONS                                 (on Spark: --spark first)",
      "  mvn -q compile exec:java -Dexec.args=\"COMMAND OPTIONS\"      (on Spark: -Pspark)",
      "",
      "For example:",
      "  ./tidemark --pipeline=pipelines/sessions.yaml --output=out/mine",
      "  ./tidemark check out/mine.yaml       (what is wrong with a pipeline file)",
      "  ./tidemark help run                  (the options of run, and the exit codes)"
    })
public final class Commands {
  private static final String DEFAULT = "run";
  private static final Set<String> OPTIONS_WITHOUT_COMMAND =
      Set.of("-h", "--help", "-V", "--version");

  /** A command, whose options are set before it starts. */
  interface Subcommand {
    ExitCode start() throws FailureException;
  }

  @Mixin HelpOption help;

  private Commands() {}

  /**
   * Starts the command that the first argument names, or {@code run} if that is an option.
   *
   * @param out receives what the command was asked for
   * @param log receives messages about progress
   */
  public static ExitCode start(List<String> args, PrintStream out, PrintStream log)
      throws FailureException {
    CommandLine line = line(out, StatusLine.on(log));
    List<String> words = withCommand(args, line);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      if (words.contains("--help") || words.contains("-h")) {
        e.getCommandLine().usage(out);
        return ExitCode.DONE;
      }
      throw Arguments.failure(e);
    }
    List<CommandLine> called = parsed.asCommandLineList();
    CommandLine last = called.get(called.size() - 1);
    if (last.isUsageHelpRequested()) {
      last.usage(out);
      return ExitCode.DONE;
    }
    checkLibraries();
    if (last.isVersionHelpRequested()) {
      out.println(Version.line());
      return ExitCode.DONE;
    }
    Arguments.checkValues(last.getParseResult());
    return last.<Subcommand>getCommand().start();
  }

  /** The jar for spark-submit lacks the libraries that a cluster brings. */
  private static void checkLibraries() throws FailureException {
    if (Commands.class.getResource("/org/slf4j/LoggerFactory.class") == null) {
      throw new FailureException(
          ExitCode.USAGE,
          "this jar is for spark-submit, which brings the libraries that are not in it; for"
              + " java -jar, 'mvn -Pdirect package' makes target/tidemark.jar");
    }
  }

  private static CommandLine line(PrintStream out, PrintStream log) {
    CommandLine line = new CommandLine(new Commands());
    List<Subcommand> commands =
        List.of(
            new RunCommand(out, log),
            new GenerateCommand(log),
            new FeedCommand(log),
            new ProduceCommand(log),
            new CheckCommand(out, log),
            new SchemaCommand(out, log),
            new LatenessCommand(out, log),
            new ReportCommand(out),
            new ClocksCommand(out, log),
            new DiffCommand(out),
            new HelpCommand(out),
            new VersionCommand(out));
    commands.forEach(line::addSubcommand);
    return Arguments.strict(line);
  }

  private static List<String> withCommand(List<String> args, CommandLine line)
      throws FailureException {
    String first = args.isEmpty() ? "" : args.get(0);
    if (!first.isEmpty() && !first.startsWith("-")) {
      if (!line.getSubcommands().containsKey(first)) {
        throw new FailureException(ExitCode.USAGE, unknown(first, line));
      }
      return args;
    }
    List<String> words = new ArrayList<>(args);
    if (!OPTIONS_WITHOUT_COMMAND.contains(first)) {
      words.add(0, DEFAULT);
    }
    return words;
  }

  /** Explains an argument that is not a command. */
  static String unknown(String word, CommandLine line) {
    return Arguments.asPipelineFile(word)
        .map(hint -> "unknown command '" + word + "'" + hint)
        .orElseGet(
            () ->
                "unknown command '"
                    + word
                    + "'"
                    + DidYouMean.hint(word, line.getSubcommands().keySet(), "commands"));
  }
}
