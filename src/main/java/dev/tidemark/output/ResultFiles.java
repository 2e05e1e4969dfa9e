package dev.tidemark.output;

import static java.util.stream.Collectors.joining;

import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.sink.SinkFiles;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The results in an output directory: a directory of rows for each sink, and the manifest. */
public record ResultFiles(Directory directory) {
  public static final String MANIFEST = "_manifest.json";

  /** What says more about the run whose results these are. */
  private static final List<String> OF_THE_RUN =
      List.of(MANIFEST, OutputDirectory.REPORT_DATA, OutputDirectory.REPORT);

  private static final Pattern ROWS =
      Pattern.compile(
          FileFormat.endings().stream().map(Pattern::quote).collect(joining("|", ".*(", ")")));

  /** A part of a batch, and how many of them there are. */
  private static final Pattern SHARD = Pattern.compile("part-[-0-9a-f]+-of-([0-9]{1,9})\\.[a-z.]+");

  /** Whether there are results: rows of these sinks, or a manifest. */
  boolean exist(Collection<String> sinks) throws IOException {
    if (directory.has(MANIFEST)) {
      return true;
    }
    for (String sink : sinks) {
      if (!directory.child(sink).files(ResultFiles::areRows).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the results are those of a run that has ended: its manifest is written last. */
  boolean areFinished() throws IOException {
    return directory.has(MANIFEST);
  }

  /** Files in the directories of these sinks that no run has written, and that are not hidden. */
  List<String> foreign(Collection<String> sinks) throws IOException {
    List<String> foreign = new ArrayList<>();
    for (String sink : sinks) {
      directory
          .child(sink)
          .files(file -> !isPart(file) && !file.matches("[._].*"))
          .forEach(file -> foreign.add(sink + "/" + file));
    }
    return foreign;
  }

  /** Whether a file holds rows, by its name. */
  public static boolean areRows(String file) {
    return ROWS.matcher(file).matches();
  }

  private static boolean isPart(String file) {
    return file.startsWith("part-") && areRows(file);
  }

  /**
   * The sinks whose rows would be deleted: these, and those that a manifest names.
   *
   * @throws IOException if the manifest is not one that a run has written
   */
  Set<String> replacedBy(Collection<String> sinks) throws IOException {
    Set<String> replaced = new LinkedHashSet<>(sinks);
    if (directory.has(MANIFEST)) {
      Manifest.sinks(directory.read(MANIFEST)).stream()
          .filter(sink -> !KafkaTopic.isLabel(sink))
          .forEach(replaced::add);
    }
    return replaced;
  }

  /** Deletes the rows of these sinks and of those that a manifest names, and the manifest first. */
  void delete(Collection<String> sinks) throws IOException {
    Set<String> replaced = replacedBy(sinks);
    directory.delete(directory.files(OF_THE_RUN::contains));
    for (String sink : replaced) {
      directory.child(sink).deleteFiles(ResultFiles::areRows);
    }
  }

  /** Moves the rows of a sink here from where they were written. */
  void moveFrom(Directory written, String sink) throws IOException {
    written.child(sink).moveFiles(ResultFiles::areRows, directory.child(sink));
  }

  /** Creates a file without rows for a sink that has none. */
  void createIfEmpty(String sink, SinkFiles files) throws IOException {
    if (directory.child(sink).files(ResultFiles::areRows).isEmpty()) {
      directory.child(sink).write("part-none" + files.ending(), files.empty());
    }
  }

  /**
   * Checks that the files are there whose rows were counted.
   *
   * @param counts rows by sink; those of topics are elsewhere
   * @throws IOException if a part of a sink is missing, or the parts are too small for its rows
   */
  void check(Map<String, Long> counts) throws IOException {
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      if (!KafkaTopic.isLabel(count.getKey())
          && lacksRows(directory.child(count.getKey()), count)) {
        throw new IOException(
            "the run has counted "
                + count.getValue()
                + " rows of "
                + count.getKey()
                + ", but not all of them are in "
                + directory.child(count.getKey()).path());
      }
    }
  }

  private static boolean lacksRows(Directory sink, Map.Entry<String, Long> count)
      throws IOException {
    List<String> parts = sink.files(ResultFiles::areRows);
    for (String part : parts) {
      Matcher shard = SHARD.matcher(part);
      if (shard.matches() && parts.size() != Integer.parseInt(shard.group(1))) {
        return true;
      }
    }
    return sink.size(ResultFiles::areRows) < minBytes(parts, count.getValue());
  }

  /**
   * The least size of some files with rows; of those that are compressed a row may take no byte.
   */
  private static long minBytes(List<String> parts, long rows) {
    if (parts.stream().allMatch(part -> part.endsWith(".jsonl"))) {
      // No row is shorter than {} and the end of its line.
      return 3 * rows;
    }
    return Math.min(rows, 1);
  }

  /** Writes the manifest, which marks the results as complete. */
  void complete(String manifest) throws IOException {
    directory.write(MANIFEST, manifest);
  }
}
