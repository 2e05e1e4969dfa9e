package dev.tidemark.progress;

import dev.tidemark.output.OutputDirectory;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.beam.sdk.PipelineResult;

/** Writes the progress of a stream into {@code _progress.jsonl}, a row a second. */
public final class ProgressFile implements AutoCloseable {
  private static final long PERIOD_MS = 1000;

  private final PipelineResult result;
  private final OutputStream file;
  private final PrintStream log;
  private final PeriodicTask writes;
  private final long startedNanos = System.nanoTime();
  private StreamStatus last;
  private boolean broken;

  private ProgressFile(
      PipelineResult result, OutputStream file, BackgroundTasks tasks, PrintStream log) {
    this.result = result;
    this.file = file;
    this.log = log;
    this.last = StreamStatus.of(result.metrics(), Duration.ZERO);
    this.writes = tasks.every(PERIOD_MS, "progress file", this::write);
  }

  /** Begins the file in an output directory. */
  public static ProgressFile in(
      Directory directory, PipelineResult result, BackgroundTasks tasks, PrintStream log) {
    try {
      return new ProgressFile(
          result, directory.createToWatch(OutputDirectory.PROGRESS), tasks, log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + OutputDirectory.PROGRESS, e);
    }
  }

  @Override
  public void close() {
    writes.close();
    write();
    try {
      file.close();
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private synchronized void write() {
    if (broken) {
      return;
    }
    StreamStatus now =
        StreamStatus.of(result.metrics(), Duration.ofNanos(System.nanoTime() - startedNanos));
    byte[] row = (now.toRow(last) + "\n").getBytes(StandardCharsets.UTF_8);
    last = now;
    try {
      file.write(row);
      file.flush();
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** No result depends on the file, so the run continues without it. */
  private synchronized void giveUp(IOException cause) {
    if (!broken) {
      broken = true;
      log.println("tidemark: cannot write " + OutputDirectory.PROGRESS + ": " + cause.getMessage());
    }
  }
}
