package dev.tidemark.output;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import dev.tidemark.sink.Sinks;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryLock;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A run's output directory. A batch run writes into a staging directory inside it; results take
 * their place only when all of them are there, and the manifest, which says so, comes last.
 */
public final class OutputDirectory {
  /** Where a stream says how far it has come, a row a second. */
  public static final String PROGRESS = "_progress.jsonl";

  /** A file that asks a stream to stop. */
  public static final String STOP_REQUEST = "_stop";

  /** What a run writes here in addition to its sinks. */
  private static final List<String> OWN =
      List.of(
          ResultFiles.MANIFEST,
          DirectoryLock.NAME,
          PROGRESS,
          STOP_REQUEST,
          StreamOutput.CHECKPOINT,
          Sinks.RECORD_COUNTS,
          Sinks.TRACE_EVENTS,
          Sinks.UNFINISHED);

  private static final Pattern STAGING = Pattern.compile("_staging-[-0-9a-f]{36}");

  private final String directory;
  private final Directory folder;
  private final Directory staging;
  private final ResultFiles results;

  /** Directories that were not there before, deepest first. */
  private List<String> made = List.of();

  private Optional<DirectoryLock> lock = Optional.empty();
  private boolean mayReplace;
  private boolean released;

  public OutputDirectory(PathOrUri place, DirectoryOperations directories) {
    this.directory = place.path();
    this.folder = Directory.named(place, directories);
    this.staging = folder.child("_staging-" + UUID.randomUUID());
    this.results = new ResultFiles(folder);
  }

  /** As the user named it. */
  public String name() {
    return directory;
  }

  /** The directory itself. */
  public Directory directory() {
    return folder;
  }

  /** Where a batch writes its rows until all of them are there: one directory for each sink. */
  public Directory staging() {
    return staging;
  }

  /** The results that are there. */
  ResultFiles results() {
    return results;
  }

  /**
   * Keeps other runs out, until {@link #release}.
   *
   * @param pipeline the pipeline's name, for whoever finds the lock
   * @throws FailureException if another run has the directory, or if nothing can be written there
   */
  public void lock(String pipeline, PrintStream log) throws FailureException {
    try {
      for (String own : OWN) {
        folder.refuseLink(own);
      }
      Optional<String> file = folder.fileInTheWay();
      if (file.isPresent()) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "cannot write output " + directory + ": " + file.get() + " is a file");
      }
      made = folder.missingDirectories();
      lock =
          Optional.of(
              DirectoryLock.acquire("output", directory, folder.lockFiles(), pipeline, log));
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Prepares the directory, and checks that results can be written.
   *
   * @throws FailureException if there are results already that may not be replaced, or if nothing
   *     can be written there
   */
  public void prepare(Collection<String> sinks, boolean overwrite, PrintStream log)
      throws FailureException {
    mayReplace = overwrite;
    try {
      refuseLinks(sinks);
      refuseForeignRows(sinks);
      if (!overwrite && results.exist(sinks)) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "output "
                + directory
                + (results.areFinished()
                    ? " already holds results"
                    : " holds an unfinished run's results (there is no "
                        + ResultFiles.MANIFEST
                        + ")")
                + "; name another, or say --overwrite");
      }
      refuseLinks(results.replacedBy(sinks));
      refuseForeignRows(results.replacedBy(sinks));
      results
          .foreign(sinks)
          .forEach(
              file ->
                  log.println(
                      "tidemark: %s/%s was not written by a run; whoever reads all files there gets it too"
                          .formatted(directory, file)));
      for (String left : folder.directories(name -> STAGING.matcher(name).matches())) {
        // This run has the lock, so the directory is from a run that was killed.
        folder.child(left).deleteTree();
      }
      staging.write("_probe", "");
      // Deleted at once, as a stream that resumes does not know the name.
      staging.deleteTree();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Moves the results to their place, replacing those that are there. */
  public synchronized void land(Collection<String> sinks, Manifest manifest)
      throws FailureException {
    try {
      checkIsOurs();
      new ResultFiles(staging).check(manifest.outputs());
      if (!mayReplace && results.exist(sinks)) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "output "
                + directory
                + " holds results that were not there when this run began; name another, or say"
                + " --overwrite");
      }
      results.delete(sinks);
      deleteInternal();
      folder.delete(folder.files(PROGRESS::equals));
      for (String sink : sinks) {
        results.take(sink, staging);
      }
      results.check(manifest.outputs());
      results.complete(manifest.toJson());
      staging.deleteTree();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Checks that no other run has taken the directory over.
   *
   * @throws FailureException if one has
   */
  public void checkIsOurs() throws FailureException {
    if (lock.isPresent()) {
      lock.get().check();
    }
  }

  /** Renews the lock of the directory periodically. */
  public PeriodicTask keepLock(BackgroundTasks tasks) {
    return tasks.every(
        DirectoryLock.RENEW_EVERY.toMillis(),
        "lock",
        () -> {
          if (lock.isPresent()) {
            lock.get().keep();
          }
        });
  }

  /** Removes what belongs to this run alone and lets others have the directory. */
  public synchronized void release() throws IOException {
    if (!released) {
      released = true;
      try {
        staging.deleteTree();
      } finally {
        if (lock.isPresent()) {
          lock.get().close();
        }
        folder.deleteEmpty(made);
      }
    }
  }

  /** Deletes what a stream keeps here while it runs, and leaves where it is killed. */
  void deleteInternal() throws IOException {
    for (String internal :
        List.of(
            Sinks.RECORD_COUNTS, Sinks.TRACE_EVENTS, Sinks.UNFINISHED, StreamOutput.CHECKPOINT)) {
      folder.child(internal).deleteTree();
    }
  }

  FailureException cannotWrite(Exception cause) {
    return new FailureException(
        ExitCode.CANNOT_WRITE,
        List.of("cannot write output " + directory + ": " + cause.getMessage()),
        cause);
  }

  /** Rows that no run has written are not deleted, and not mixed with those of one. */
  private void refuseForeignRows(Collection<String> sinks) throws FailureException, IOException {
    for (String file : results.foreign(sinks)) {
      if (ResultFiles.areRows(file)) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "output "
                + directory
                + " holds "
                + file
                + ", which was not written by a run; move it, or name another output");
      }
    }
  }

  /** What a run writes or deletes is in its own directory, or nowhere. */
  private void refuseLinks(Collection<String> sinks) throws IOException {
    for (String sink : sinks) {
      folder.refuseLink(sink);
    }
  }
}
