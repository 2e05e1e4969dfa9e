package dev.tidemark.job;

import dev.tidemark.output.OutputDirectory;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import dev.tidemark.process.SignalHandlers;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks a stream to stop by a file that its source looks for, on whichever host that runs. The file
 * is written after a given time, or on SIGTERM or SIGINT.
 */
final class StopRequest implements AutoCloseable {

  private final Directory directory;
  private final PrintStream log;
  private final Optional<PeriodicTask> stopsAfter;
  private final SignalHandlers signals;

  private StopRequest(
      Directory directory, Optional<Duration> after, BackgroundTasks tasks, PrintStream log) {
    this.directory = directory;
    this.log = log;
    this.stopsAfter = after.map(time -> tasks.after(time.toMillis(), "stop file", this::write));
    // Last, as a signal may arrive at once.
    this.signals = SignalHandlers.install(signal -> stop());
  }

  /** Prepares to stop a stream whose source looks for the file in the directory. */
  static StopRequest in(
      Directory directory, Optional<Duration> after, BackgroundTasks tasks, PrintStream log)
      throws IOException {
    directory.delete(List.of(OutputDirectory.STOP_REQUEST));
    return new StopRequest(directory, after, tasks, log);
  }

  /** The path of the file in a directory. */
  static String pathIn(Directory directory) {
    return directory.path() + "/" + OutputDirectory.STOP_REQUEST;
  }

  @Override
  public void close() throws IOException {
    stopsAfter.ifPresent(PeriodicTask::close);
    signals.close();
    directory.delete(List.of(OutputDirectory.STOP_REQUEST));
  }

  private void stop() {
    log.println(
        "tidemark: stopping after the input that is there now; signal again to stop at once");
    try {
      write();
    } catch (IOException e) {
      log.println("tidemark: cannot ask the stream to stop: " + e.getMessage());
    }
  }

  private void write() throws IOException {
    directory.write(OutputDirectory.STOP_REQUEST, "");
  }
}
