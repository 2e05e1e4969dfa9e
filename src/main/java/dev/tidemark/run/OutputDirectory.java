package dev.tidemark.run;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A run's output directory. A batch run writes into a staging directory inside it; results take
 * their place only when all of them are there, and the manifest, which says so, comes last.
 */
final class OutputDirectory {
  private final String directory;
  private final Folder folder;
  private final Folder staging;
  private final ResultFiles results;

  /** Directories that were not there before, deepest first. */
  private List<String> made = List.of();

  OutputDirectory(String directory, Directories directories) {
    this.directory = directory;
    this.folder = new Folder(directory.replaceFirst("(?<=.)/+$", ""), directories);
    this.staging = folder.child("_staging-" + UUID.randomUUID());
    this.results = new ResultFiles(folder);
  }

  /** The directory itself. */
  Folder directory() {
    return folder;
  }

  /** Where a run writes that lands as a whole: one directory a sink. */
  Folder staging() {
    return staging;
  }

  /** The results that are there. */
  ResultFiles results() {
    return results;
  }

  /**
   * Makes sure that results can be written.
   *
   * @throws Failure if there are results already that may not be replaced, or if nothing can be
   *     written there
   */
  void prepare(Collection<String> sinks, boolean overwrite) throws Failure {
    try {
      if (!overwrite && results.exist(sinks)) {
        throw new Failure(
            ExitCode.CANNOT_WRITE,
            "output " + directory + " already holds results; name another, or say --overwrite");
      }
      made = folder.missingDirectories();
      staging.write("_probe", "");
      // A stream that is killed leaves nothing of it behind: it does not know the name again.
      staging.deleteTree();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Puts the results in their place, instead of those that are there. */
  void land(Collection<String> sinks, String manifest) throws Failure {
    try {
      results.delete(sinks);
      for (String sink : sinks) {
        results.take(sink, staging);
      }
      results.complete(manifest);
      discardStaging();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Removes what a run has left that did not end well. */
  void discardStaging() throws IOException {
    staging.deleteTree();
    folder.deleteEmpty(made);
  }

  Failure cannotWrite(Exception cause) {
    return new Failure(
        ExitCode.CANNOT_WRITE,
        List.of("cannot write output " + directory + ": " + cause.getMessage()),
        cause);
  }
}
