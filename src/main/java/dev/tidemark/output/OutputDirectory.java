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
 * A run's output directory. A batch run writes into a staging directory inside it. Its results are
 * published when all of them are there, and the manifest, which marks them as complete, is written
 * last.
 */
public final class OutputDirectory {
  /** Where a stream records its progress, a row a second. */
  public static final String PROGRESS = "_progress.jsonl";

  /** What the page of a run is made of, beside its results. */
  public static final String REPORT_DATA = "_report.json";

  /** The page of a run. */
  public static final String REPORT = "report.html";

  /** A file that asks a stream to stop. */
  public static final String STOP_REQUEST = "_stop";

  /** What a run writes here in addition to its sinks. */
  private static final List<String> OWN =
      List.of(
          ResultFiles.MANIFEST,
          DirectoryLock.NAME,
          PROGRESS,
          REPORT_DATA,
          REPORT,
          STOP_REQUEST,
          StreamOutput.CHECKPOINT,
          Sinks.RECORD_COUNTS,
          Sinks.TRACE_EVENTS,
          Sinks.UNFINISHED);

  private static final Pattern STAGING = Pattern.compile("_staging-[-0-9a-f]{36}");

  private final String name;
  private final Directory directory;
  private final Directory staging;
  private final ResultFiles results;

  /** The directories that this run has created, deepest first. */
  private List<String> created = List.of();

  private Optional<DirectoryLock> lock = Optional.empty();
  private boolean mayReplace;
  private boolean released;

  public OutputDirectory(PathOrUri place, DirectoryOperations operations) {
    this.name = place.path();
    this.directory = Directory.named(place, operations);
    this.staging = directory.child("_staging-" + UUID.randomUUID());
    this.results = new ResultFiles(directory);
  }

  /** As the user named it. */
  public String name() {
    return name;
  }

  /** The directory itself. */
  public Directory directory() {
    return directory;
  }

  /** Whether a run has left anything of its own in a directory. */
  static boolean isOfARun(Directory directory) throws IOException {
    return !directory.files(OWN::contains).isEmpty()
        || !directory
            .directories(name -> OWN.contains(name) || STAGING.matcher(name).matches())
            .isEmpty();
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
   * Locks the directory until {@link #release}.
   *
   * @param pipeline the pipeline's name, which the lock shows to other runs
   * @throws FailureException if another run has the directory, or if nothing can be written there
   */
  public void lock(String pipeline, PrintStream log) throws FailureException {
    try {
      for (String own : OWN) {
        directory.refuseLink(own);
      }
      Optional<String> file = directory.fileInTheWay();
      if (file.isPresent()) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "cannot write output " + name + ": " + file.get() + " is a file");
      }
      created = directory.missingDirectories();
      lock =
          Optional.of(DirectoryLock.acquire("output", name, directory.lockFiles(), pipeline, log));
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
                + name
                + (results.areFinished()
                    ? " already holds results"
                    : " holds an unfinished run's results (there is no "
                        + ResultFiles.MANIFEST
                        + ")")
                + "; name another, or use --overwrite");
      }
      refuseLinks(results.replacedBy(sinks));
      refuseForeignRows(results.replacedBy(sinks));
      results
          .foreign(sinks)
          .forEach(
              file ->
                  log.println(
                      "tidemark: %s/%s was not written by a run; who reads all files there also reads it"
                          .formatted(name, file)));
      for (String left : directory.directories(it -> STAGING.matcher(it).matches())) {
        // This run has the lock, so the directory is from a run that was killed.
        directory.child(left).deleteTree();
      }
      staging.write("_probe", "");
      // Deleted at once, as a stream that resumes does not know the name.
      staging.deleteTree();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Moves the results out of the staging directory, replacing those that are there. */
  public synchronized void publish(Collection<String> sinks, Manifest manifest)
      throws FailureException {
    try {
      checkIsOurs();
      new ResultFiles(staging).check(manifest.outputs());
      if (!mayReplace && results.exist(sinks)) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "output "
                + name
                + " holds results that were not there when this run began; name another, or say"
                + " --overwrite");
      }
      results.delete(sinks);
      deleteInternal();
      directory.delete(directory.files(PROGRESS::equals));
      for (String sink : sinks) {
        results.moveFrom(staging, sink);
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
  public PeriodicTask renewLock(BackgroundTasks tasks) {
    return tasks.every(
        DirectoryLock.RENEW_EVERY.toMillis(),
        "lock",
        () -> {
          if (lock.isPresent()) {
            lock.get().renew();
          }
        });
  }

  /** Deletes what only this run needs, and releases the lock. */
  public synchronized void release() throws IOException {
    if (!released) {
      released = true;
      try {
        staging.deleteTree();
      } finally {
        if (lock.isPresent()) {
          lock.get().close();
        }
        directory.deleteEmpty(created);
      }
    }
  }

  /** Deletes what a stream keeps here while it runs, and leaves here when it is killed. */
  void deleteInternal() throws IOException {
    for (String internal :
        List.of(
            Sinks.RECORD_COUNTS, Sinks.TRACE_EVENTS, Sinks.UNFINISHED, StreamOutput.CHECKPOINT)) {
      directory.child(internal).deleteTree();
    }
  }

  FailureException cannotWrite(Exception cause) {
    return new FailureException(
        ExitCode.CANNOT_WRITE,
        List.of("cannot write output " + name + ": " + cause.getMessage()),
        cause);
  }

  /** Rows that no run has written are neither deleted nor mixed with those of a run. */
  private void refuseForeignRows(Collection<String> sinks) throws FailureException, IOException {
    for (String file : results.foreign(sinks)) {
      if (ResultFiles.areRows(file)) {
        throw new FailureException(
            ExitCode.CANNOT_WRITE,
            "output "
                + name
                + " holds "
                + file
                + ", which was not written by a run; move it, or name another output");
      }
    }
  }

  /** A run writes and deletes in its own directory alone. */
  private void refuseLinks(Collection<String> sinks) throws IOException {
    for (String sink : sinks) {
      directory.refuseLink(sink);
    }
  }
}
