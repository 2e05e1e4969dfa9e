package dev.tidemark.run;

import dev.tidemark.sink.Sinks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A run's output directory. The run writes into a staging directory inside it; results take their
 * place only when all of them are there, and the manifest, which says so, comes last.
 */
final class OutputDirectory {
  static final String MANIFEST = "_manifest.json";

  /**
   * Where Spark keeps the state of a stream: executors must reach it, as they do the results. Its
   * own default is a place that a later run of the same name would take up again.
   */
  static final String CHECKPOINT = "_checkpoint";

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

  /** The directory itself. */
  Folder directory() {
    return folder;
  }

  /** Where a run writes that lands as a whole: one directory a sink. */
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
      clear(sinks);
      for (String sink : sinks) {
        staging.child(sink).moveFiles("*.jsonl", folder.child(sink));
      }
      folder.write(MANIFEST, manifest);
      discardStaging();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Makes room for a stream that writes its results in place. */
  void startStream(Collection<String> sinks) throws Failure {
    try {
      clear(sinks);
      clearInternal();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Takes back what a stream had written beyond its checkpoint: that will be written again.
   *
   * @param lastBatch the time of the last micro-batch that the checkpoint knows
   */
  void resumeStream(Collection<String> sinks, long lastBatch) throws Failure {
    try {
      List<String> written = new ArrayList<>(sinks);
      written.addAll(List.of(Sinks.BOOKS, Sinks.NOTES));
      for (String sink : written) {
        List<ResourceId> beyond = new ArrayList<>();
        for (ResourceId part : folder.child(sink).files("part-*.jsonl")) {
          if (Sinks.batchOf(String.valueOf(part.getFilename())) > lastBatch) {
            beyond.add(part);
          }
        }
        folder.delete(beyond);
      }
      folder.child(Sinks.UNFINISHED).deleteTree();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Ends a run that has written its results in place; a sink without rows has an empty file. */
  void finish(Collection<String> sinks, String manifest) throws Failure {
    try {
      for (String sink : sinks) {
        if (folder.child(sink).files("*.jsonl").isEmpty()) {
          folder.child(sink).write("part-none.jsonl", "");
        }
      }
      clearInternal();
      folder.write(MANIFEST, manifest);
      staging.deleteTree();
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(e);
    }
  }

  /** Removes what a run has left that did not end well. */
  void discardStaging() throws IOException {
    staging.deleteTree();
    folder.deleteEmpty(made);
  }

  private void clear(Collection<String> sinks) throws IOException {
    Set<String> replaced = new LinkedHashSet<>(sinks);
    if (!folder.files(MANIFEST).isEmpty()) {
      replaced.addAll(Manifest.sinks(folder.read(MANIFEST)));
      folder.delete(folder.files(MANIFEST));
    }
    for (String sink : replaced) {
      folder.child(sink).deleteFiles("*.jsonl");
    }
  }

  private void clearInternal() throws IOException {
    for (String internal : List.of(Sinks.BOOKS, Sinks.NOTES, Sinks.UNFINISHED)) {
      folder.child(internal).deleteTree();
    }
    folder.child(CHECKPOINT).deleteTree();
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
