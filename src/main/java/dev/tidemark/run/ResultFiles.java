package dev.tidemark.run;

import dev.tidemark.model.KafkaTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The results in an output directory: a directory of rows for each sink, and the manifest. */
record ResultFiles(Folder folder) {
  private static final String MANIFEST = "_manifest.json";
  private static final String ROWS = "*.jsonl";

  /** Whether there are any, of these sinks or with a manifest. */
  boolean exist(Collection<String> sinks) throws IOException {
    List<String> signs = new ArrayList<>(List.of(MANIFEST));
    sinks.forEach(sink -> signs.add(sink + "/" + ROWS));
    for (String sign : signs) {
      if (!folder.files(sign).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Deletes those of these sinks, and those that a manifest names. */
  void delete(Collection<String> sinks) throws IOException {
    Set<String> replaced = new LinkedHashSet<>(sinks);
    if (!folder.files(MANIFEST).isEmpty()) {
      Manifest.sinks(folder.read(MANIFEST)).stream()
          .filter(sink -> !KafkaTopic.isLabel(sink))
          .forEach(replaced::add);
      folder.delete(folder.files(MANIFEST));
    }
    for (String sink : replaced) {
      folder.child(sink).deleteFiles(ROWS);
    }
  }

  /** Moves the rows of a sink here from where they were written. */
  void take(String sink, Folder written) throws IOException {
    written.child(sink).moveFiles(ROWS, folder.child(sink));
  }

  /** Gives a sink without rows an empty file. */
  void fill(String sink) throws IOException {
    if (folder.child(sink).files(ROWS).isEmpty()) {
      folder.child(sink).write("part-none.jsonl", "");
    }
  }

  /** Says that all results are there: the last thing that is written. */
  void complete(String manifest) throws IOException {
    folder.write(MANIFEST, manifest);
  }
}
