package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.cli.options.InputOutputOptions;
import dev.tidemark.cli.options.SampleInput;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.infer.SchemaProposal;
import dev.tidemark.infer.SchemaSample;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.terminal.Logging;
import dev.tidemark.yaml.DidYouMean;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposes the schema of files, from a sample of their lines. */
@Command(
    name = "schema",
    abbreviateSynopsis = true,
    sortOptions = false,
    description =
        "Proposes the schema of files of JSON lines or CSV, to paste into a pipeline file.",
    footer = {"", "For example: schema infer data/fleet/*.jsonl"})
final class SchemaCommand implements Commands.Subcommand {
  private static final String INFER = "infer";
  private static final ReadingFormat FORMAT = new ReadingFormat.JsonLines(ReadingSchema.EMPTY);

  private final PrintStream out;
  private final PrintStream log;

  @Parameters(
      paramLabel = "infer GLOB...",
      hideParamSyntax = true,
      arity = "0..*",
      description = "The files to sample.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "The first N lines of each file. Default: ${DEFAULT-VALUE}")
  private long lines = 1_000;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "At most N files, spread over all. Default: ${DEFAULT-VALUE}")
  private int files = 20;

  @Mixin HelpOption help;

  /**
   * Creates a proposal that has not started.
   *
   * @param out receives the schema
   * @param log receives what was sampled
   */
  SchemaCommand(PrintStream out, PrintStream log) {
    this.out = out;
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    check();
    Logging.show(false);
    try {
      List<String> globs =
          words.stream().skip(1).flatMap(text -> InputOutputOptions.globs(text).stream()).toList();
      InputFiles input = SampleInput.match(globs, FORMAT);
      SchemaSample sample = SchemaSample.of(input.files(), lines, files);
      if (sample.objects() == 0) {
        throw new FailureException(
            ExitCode.NO_INPUT,
            "no line that was sampled is a JSON object, or a record of a .csv file");
      }
      log.println(
          String.format(
              Locale.ROOT,
              "tidemark: sampled the first %,d lines of %,d of %,d files",
              lines,
              Math.min(files, input.files().size()),
              input.files().size()));
      SchemaProposal.of(sample).forEach(out::println);
      return ExitCode.DONE;
    } catch (UnreadableInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  private void check() throws FailureException {
    if (words.isEmpty() || words.equals(List.of(INFER))) {
      throw new FailureException(
          ExitCode.USAGE, "schema needs files, as in schema infer data/fleet/*.jsonl");
    }
    if (!words.get(0).equals(INFER)) {
      throw new FailureException(
          ExitCode.USAGE,
          "unknown word '%s' after schema%s"
              .formatted(
                  words.get(0), DidYouMean.hint(words.get(0), List.of(INFER), "what follows")));
    }
    if (lines < 1 || files < 1) {
      throw new FailureException(ExitCode.USAGE, "--lines and --files must be above 0");
    }
  }
}
