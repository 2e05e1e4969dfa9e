package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.diff.RunDiff;
import dev.tidemark.diff.SinkDiff;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.output.FinishedRun;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.terminal.Logging;
import dev.tidemark.terminal.TerminalText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares the final rows of two runs. */
@Command(
    name = "diff",
    abbreviateSynopsis = true,
    sortOptions = false,
    description =
        "Says whether two runs have the same final rows, sink by sink, and which rows differ."
            + " Formats, runners and modes may differ.",
    footer = {
      "",
      "Exit code: 0 if all rows are equal, otherwise 65.",
      "",
      "For example: diff out/a out/b"
    })
final class DiffCommand implements Commands.Subcommand {
  private static final int EXAMPLES = 20;

  private final PrintStream out;

  @Parameters(
      paramLabel = "DIR DIR",
      hideParamSyntax = true,
      arity = "0..*",
      description = "The output directories of two runs.")
  private List<String> directories = new ArrayList<>();

  @Mixin HelpOption help;

  /**
   * Creates a comparison that has not started.
   *
   * @param out receives what differs
   */
  DiffCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public ExitCode start() throws FailureException {
    if (directories.size() != 2 || directories.stream().anyMatch(String::isBlank)) {
      throw new FailureException(
          ExitCode.USAGE, "diff needs two output directories, as in diff out/a out/b");
    }
    Logging.show(false);
    FinishedRun first = run(directories.get(0));
    FinishedRun second = run(directories.get(1));
    List<SinkDiff> diffs = RunDiff.of(first, second, EXAMPLES);
    diffs.forEach(diff -> print(diff, first.name(), second.name()));
    return diffs.stream().allMatch(SinkDiff::isEqual) ? ExitCode.DONE : ExitCode.DATA;
  }

  private static FinishedRun run(String named) throws FailureException {
    PathOrUri place = PathOrUri.directory(named);
    PipelineOptions options = PipelineOptionsFactory.create();
    HadoopFileSystems.register(List.of(place), options);
    return FinishedRun.in(
        Directory.named(place, DirectoryOperations.of(place, options)), place.path());
  }

  private void print(SinkDiff diff, String first, String second) {
    if (diff instanceof SinkDiff.Equal equal) {
      say("%s: equal, %,d rows", equal.sink(), equal.rows());
    } else if (diff instanceof SinkDiff.Missing missing) {
      say("%s: not in %s", missing.sink(), missing.run());
    } else if (diff instanceof SinkDiff.Topic topic) {
      say("%s: a topic, not compared", topic.sink());
    } else if (diff instanceof SinkDiff.Partial partial) {
      say(
          "%s: not known; with accumulation: discarding, several rows together are the answer of a"
              + " window, and these rows differ",
          partial.sink());
    } else if (diff instanceof SinkDiff.Different different) {
      say(
          "%s: %,d differ; %,d rows in %s, %,d in %s",
          different.sink(),
          different.count(),
          different.firstRows(),
          first,
          different.secondRows(),
          second);
      different.examples().forEach(row -> say("  %s", row.line(first, second)));
      if (different.count() > different.examples().size()) {
        say("  and %,d more", different.count() - different.examples().size());
      }
    }
  }

  private void say(String format, Object... values) {
    out.println(TerminalText.escape(String.format(Locale.ROOT, format, values)));
  }
}
