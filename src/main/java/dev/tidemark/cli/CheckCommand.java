package dev.tidemark.cli;

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

/** Says what is wrong with pipeline files, without running them. */
@Command(
    name = "check",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Says what is wrong with pipeline files, without running them.",
    footer = {"", "Exit codes: 0 all of them can be run, 64 at least one cannot."})
final class CheckCommand implements Subcommand {
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
   * @param out takes the names of the files that are fine
   * @param log takes what is wrong with the others
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
    OptionLayers layers = new OptionLayers(new RunOptions(), Map.of());
    Logging.show(false);
    Map<String, String> profile = OptionLayers.profile(layers.commandLine().profile);
    ExitCode exitCode = ExitCode.DONE;
    for (String file : files) {
      List<String> problems = check(file, layers, profile);
      problems.forEach(problem -> log.println("tidemark: " + problem));
      if (!problems.isEmpty()) {
        exitCode = ExitCode.USAGE;
      }
    }
    return exitCode;
  }

  private List<String> check(String name, OptionLayers layers, Map<String, String> profile) {
    try {
      String named = PathOrUri.named(name).path();
      PathOrUri place = new PathOrUri(ShippedFiles.ofThisProcess().find(named));
      String file = place.path();
      HadoopFileSystems.register(List.of(place), RunnerOptions.parse(List.of(), Map.of()));
      PipelineSpec spec = PipelineFile.read(file, layers.checkOfFile(profile));
      layers.all(spec.options(), profile);
      List<String> traceEvents = new ArrayList<>(spec.warnings());
      spec.streamProblems()
          .forEach(problem -> traceEvents.add(file + ": warning: not as a stream: " + problem));
      traceEvents.forEach(traceEvent -> log.println("tidemark: " + traceEvent));
      out.println(file + ": fine");
      return List.of();
    } catch (InvalidPipelineFileException e) {
      return e.problems();
    } catch (FailureException e) {
      return e.lines().stream().map(line -> name + ": " + line).toList();
    }
  }
}
