package dev.tidemark.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A run's output directory. The run writes into a staging directory inside it; results take their
 * place only when all of them are there, and the manifest, which says so, comes last.
 */
final class OutputDirectory {
  static final String MANIFEST = "_manifest.json";

  private final String directory;
  private final Folder folder;
  private final Folder staging;

  /** Directories that were not there before, deepest first. */
  private List<String> made = List.of();

  OutputDirectory(String directory, Directories directories) {
    this.directory = directory;
    this.folder = new Folder(directory.replaceFirst("(?<=.)/+$", ""), directories);
    this.staging = folder.child("_staging-" + UUID.randomUUID());
  }

  /** Where the run writes: one directory a sink. */
  Folder staging() {
    return staging;
  }

  /**
   * Makes sure that results can be written.
   *
   * @throws Failure if there are results already that may not be replaced, or if nothing can be
   *     written there
   */
  void prepare(Collection<String> sinks, boolean overwrite) throws Failure {
    try {
      if (!overwrite && holdsResults(sinks)) {
        throw new Failure(
            ExitCode.CANNOT_WRITE,
            "output " + directory + " already holds results; name another, or say --overwrite");
      }
      made = folder.missingDirectories();
      staging.write("_probe", "");
      staging.delete(staging.files("_probe"));
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Puts the results in their place, instead of those that are there. */
  void land(Collection<String> sinks, String manifest) throws Failure {
    try {
      Set<String> replaced = new LinkedHashSet<>(sinks);
      if (!folder.files(MANIFEST).isEmpty()) {
        replaced.addAll(Manifest.sinks(folder.read(MANIFEST)));
        folder.delete(folder.files(MANIFEST));
      }
      for (String sink : replaced) {
        folder.child(sink).deleteFiles("*.jsonl");
      }
      for (String sink : sinks) {
        staging.child(sink).moveFiles("*.jsonl", folder.child(sink));
      }
      folder.write(MANIFEST, manifest);
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

  private boolean holdsResults(Collection<String> sinks) throws IOException {
    List<String> signs = new ArrayList<>(List.of(MANIFEST));
    sinks.forEach(sink -> signs.add(sink + "/*.jsonl"));
    for (String sign : signs) {
      if (!folder.files(sign).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Failure cannotWrite(Exception cause) {
    return new Failure(
        ExitCode.CANNOT_WRITE,
        List.of("cannot write output " + directory + ": " + cause.getMessage()),
        cause);
  }
}
