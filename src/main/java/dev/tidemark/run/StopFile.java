package dev.tidemark.run;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Asks a stream to end: a file that its source looks for, wherever the runner has put that. It is
 * written after a time, or when the process is told to end.
 */
final class StopFile implements AutoCloseable {
  static final String NAME = "_stop";

  private final Folder folder;
  private final PrintStream log;
  private final Timer timer = new Timer("tidemark-stop", true);
  private final Termination termination = Termination.does(this::stop);

  private StopFile(Folder folder, PrintStream log) {
    this.folder = folder;
    this.log = log;
  }

  /** Watches over a stream whose source looks for the file in the folder. */
  static StopFile in(Folder folder, Optional<Duration> after, PrintStream log) throws IOException {
    folder.delete(List.of(NAME));
    StopFile stop = new StopFile(folder, log);
    after.ifPresent(
        time ->
            stop.timer.schedule(
                new TimerTask() {
                  @Override
                  public void run() {
                    stop.write();
                  }
                },
                time.toMillis()));
    return stop;
  }

  /** The file's name in a folder. */
  static String nameIn(Folder folder) {
    return folder.directory() + "/" + NAME;
  }

  @Override
  public void close() throws IOException {
    timer.cancel();
    termination.close();
    folder.delete(List.of(NAME));
  }

  private void stop() {
    log.println(
        "tidemark: asked to stop: what is there by now is still read; a second time ends at once");
    write();
  }

  private void write() {
    try {
      folder.write(NAME, "");
    } catch (IOException e) {
      log.println("tidemark: cannot ask the stream to stop: " + e.getMessage());
    }
  }
}
