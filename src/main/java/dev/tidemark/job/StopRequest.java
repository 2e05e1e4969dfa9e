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
 * Asks a stream to stop, by a file that its source looks for on whichever host it runs. The file is
 * written after a given time, or when the process is told to end.
 */
final class StopRequest implements AutoCloseable {

  private final Directory folder;
  private final PrintStream log;
  private final Optional<PeriodicTask> stopsAfter;
  private final SignalHandlers termination;

  private StopRequest(
      Directory folder, Optional<Duration> after, BackgroundTasks tasks, PrintStream log) {
    this.folder = folder;
    this.log = log;
    this.stopsAfter = after.map(time -> tasks.after(time.toMillis(), "stop file", this::write));
    // The last, as a signal may come at once.
    this.termination = SignalHandlers.does(signal -> stop());
  }

  /** Prepares to stop a stream whose source looks for the file in the folder. */
  static StopRequest in(
      Directory folder, Optional<Duration> after, BackgroundTasks tasks, PrintStream log)
      throws IOException {
    folder.delete(List.of(OutputDirectory.STOP_REQUEST));
    return new StopRequest(folder, after, tasks, log);
  }

  /** The file's name in a folder. */
  static String nameIn(Directory folder) {
    return folder.directory() + "/" + OutputDirectory.STOP_REQUEST;
  }

  @Override
  public void close() throws IOException {
    stopsAfter.ifPresent(PeriodicTask::close);
    termination.close();
    folder.delete(List.of(OutputDirectory.STOP_REQUEST));
  }

  private void stop() {
    log.println(
        "tidemark: asked to stop: what is there by now is still read; a second time ends at once");
    try {
      write();
    } catch (IOException e) {
      log.println("tidemark: cannot ask the stream to stop: " + e.getMessage());
    }
  }

  private void write() throws IOException {
    folder.write(OutputDirectory.STOP_REQUEST, "");
  }
}
