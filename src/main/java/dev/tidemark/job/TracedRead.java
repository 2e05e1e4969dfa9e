package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.pipeline.PipelineBuilder;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.SignalHandlers;
import dev.tidemark.progress.RunFigures;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.Input;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.trace.Tracing;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;

/** Reads the input of a batch once for what its steps trace, and leaves no results. */
public final class TracedRead {
  private final RunRequest request;
  private final Tracing tracing;
  private final PrintStream log;

  private TracedRead(RunRequest request, Tracing tracing, PrintStream log) {
    this.request = request;
    this.tracing = tracing;
    this.log = log;
  }

  /**
   * Reads the input of a request to its end.
   *
   * @param request its output is a directory that does not exist yet: what is traced is collected
   *     there, and it is deleted
   * @param log receives messages about progress
   * @throws FailureException if there is no input, or the pipeline fails
   */
  public static RunCounts of(RunRequest request, Tracing tracing, PrintStream log)
      throws FailureException {
    return new TracedRead(request, tracing, log).execute();
  }

  private RunCounts execute() throws FailureException {
    request.runner().ifPresent(runner -> runner.configureEngine(request.engineProperties()));
    HadoopFileSystems.register(request.paths().all(), request.runnerOptions());
    Input input = findInput();
    PathOrUri place = request.paths().output();
    Directory directory =
        Directory.named(place, DirectoryOperations.of(place, request.runnerOptions()));
    try {
      Optional<String> file = directory.fileInTheWay();
      if (file.isPresent()) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "cannot write to %s: %s is a file".formatted(directory.path(), file.get()));
      }
      directory.createPrivate();
      return execute(input, directory);
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    } finally {
      delete(directory);
    }
  }

  private Input findInput() throws FailureException {
    try {
      return request
          .spec()
          .source()
          .origin()
          .match(request.paths().input().stream().map(PathOrUri::path).toList());
    } catch (NoInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }

  @SuppressWarnings("try") // The signal handlers work until they are closed.
  private RunCounts execute(Input input, Directory directory) throws FailureException {
    new RunReporter(log).start(request, input);
    BatchRun batch =
        new BatchRun(
            request.runner(),
            directory,
            input.bytes(),
            RunFigures.of(request.spec().name(), request.runnerName(), request.mode().label()),
            log);
    Pipeline pipeline = Pipeline.create(request.runnerOptions());
    PipelineBuilder.assembleForTrace(
        pipeline,
        request.spec(),
        input.readOnce(batch.splitting(), request.spec().source().name(), tracing.reading()),
        Sinks.ofBatch(directory.path()),
        batch.ordering(),
        tracing);
    try (BackgroundTasks tasks = new BackgroundTasks();
        SignalHandlers signals =
            SignalHandlers.install(code -> tasks.end(new FailureException(code, "interrupted")))) {
      batch.untilDone(pipeline, tasks);
    }
    return RunCounts.ofBatch(directory);
  }

  private void delete(Directory directory) {
    try {
      directory.deleteTree();
    } catch (IOException e) {
      log.println("tidemark: cannot delete " + directory.path() + ": " + e.getMessage());
    }
  }

  private static FailureException cannotWrite(Directory directory, IOException cause) {
    return new FailureException(
        ExitCode.CANNOT_WRITE,
        List.of("cannot write to " + directory.path() + ": " + cause.getMessage()),
        cause);
  }
}
