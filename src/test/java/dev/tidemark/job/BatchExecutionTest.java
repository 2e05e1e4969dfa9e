package dev.tidemark.job;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.output.OutputDirectory;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.progress.RunFigures;
import dev.tidemark.runner.Runners;
import dev.tidemark.source.InputFiles;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchExecutionTest {
  private static final PrintStream LOG = new PrintStream(OutputStream.nullOutputStream());

  @TempDir private Path folder;

  @Test
  void anInterruptedRunLeavesTheOutputUnchanged() throws Exception {
    assertThat(interruptedIn(folder.resolve("missing/new"))).isEqualTo("interrupted");
    assertThat(folder.resolve("missing")).doesNotExist();

    Path old = folder.resolve("old/results/part-00000-of-00001.jsonl");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "{}");
    interruptedIn(folder.resolve("old"));
    assertThat(old).hasContent("{}");
    assertThat(folder.resolve("old").toFile().list()).containsExactly("results");
  }

  @Test
  void aRunThatLosesTheLockReplacesNothing() throws Exception {
    OutputDirectory output =
        new OutputDirectory(PathOrUri.directory(folder.toString()), new LocalDirectories());
    output.lock("mine", LOG);
    Files.delete(folder.resolve("_running"));

    FailureException failure = catchThrowableOfType(FailureException.class, output::checkIsOurs);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
  }

  private static String interruptedIn(Path directory) throws Exception {
    OutputDirectory output =
        new OutputDirectory(PathOrUri.directory(directory.toString()), new LocalDirectories());
    output.lock("mine", LOG);
    output.prepare(List.of("results"), true, LOG);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    pipeline.apply(Create.of(1));
    BackgroundTasks tasks = new BackgroundTasks();
    tasks.end(new FailureException(ExitCode.INTERRUPTED, "interrupted"));
    BatchExecution execution =
        new BatchExecution(
            Runners.named("DirectRunner"),
            output,
            new InputFiles(List.of(), ACTIVITY),
            0,
            RunFigures.of("p", "r", "m"),
            LOG);

    FailureException failure =
        catchThrowableOfType(
            FailureException.class,
            () -> execution.run(pipeline, List.of("results"), counts -> null, tasks));
    output.release();

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(execution.unfinished()).isEqualTo(directory + " is unchanged");
    return failure.getMessage();
  }
}
