package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.cli.options.OptionLayers;
import dev.tidemark.cli.options.RunOptions;
import dev.tidemark.cli.options.RunnerOptions;
import dev.tidemark.cli.options.RunnerProfile;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.storage.ShippedFiles;
import dev.tidemark.terminal.Logging;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reports what is wrong with pipeline files, without running them. */
@Command(
    name = "check",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Reports what is wrong with pipeline files, without running them.",
    footer = {"", "Exit codes: 0 all of them can be run, 64 at least one cannot."})
final class CheckCommand implements Commands.Subcommand {
  private final PrintStream out;
  private final PrintStream log;

  @Parameters(
      paramLabel = "FILE...",
      hideParamSyntax = true,
      arity = "0..*",
      description = "The pipeline files to check.")
  private List<String> files = new ArrayList<>();

  @Mixin HelpOption help;

  /**
   * Creates a check that has not started.
   *
   * @param out receives the names of the files that can be run
   * @param log receives what is wrong with the others
   */
  CheckCommand(PrintStream out, PrintStream log) {
    this.out = out;
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    if (files.isEmpty()) {
      throw new FailureException(
          ExitCode.USAGE, "check needs pipeline files, as in check pipelines/sessions.yaml");
    }
    RunOptions options = new RunOptions();
    OptionLayers layers =
        new OptionLayers(options, Map.of(), RunnerProfile.read(options.profile()));
    Logging.show(false);
    ExitCode exitCode = ExitCode.DONE;
    for (String file : files) {
      List<String> problems = check(file, layers);
      problems.forEach(problem -> log.println("tidemark: " + problem));
      if (!problems.isEmpty()) {
        exitCode = ExitCode.USAGE;
      }
    }
    return exitCode;
  }

  private List<String> check(String name, OptionLayers layers) {
    try {
      PathOrUri place = ShippedFiles.ofThisProcess().findNamed(name);
      String file = place.path();
      HadoopFileSystems.register(
          List.of(place), RunnerOptions.parse(List.of(), Map.of(), layers.profile()));
      PipelineSpec spec = PipelineFile.read(file, layers.checkOfFile());
      layers.merge(spec);
      spec.warnings().forEach(warning -> log.println("tidemark: " + warning));
      spec.streamProblems()
          .forEach(
              problem ->
                  log.println("tidemark: " + file + ": warning: not as a stream: " + problem));
      out.println(file + ": fine");
      return List.of();
    } catch (InvalidPipelineFileException e) {
      return e.problems();
    } catch (FailureException e) {
      return e.lines().stream().map(line -> name + ": " + line).toList();
    }
  }
}
