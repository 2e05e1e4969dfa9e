package dev.tidemark.run;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** What Beam's file systems cannot do, as they know files alone: look after directories. */
sealed interface Directories permits LocalDirectories, HadoopDirectories {

  /** For the file system that holds a path. */
  static Directories of(Location path, PipelineOptions options) {
    return path.isLocal()
        ? new LocalDirectories()
        : new HadoopDirectories(HadoopFileSystems.configuration(options));
  }

  /** Deletes a directory and all below it; it may be missing. */
  void deleteTree(String directory) throws IOException;

  /** The directories that a write into this one would create, deepest first. */
  List<String> missing(String directory) throws IOException;

  /** Deletes a directory if it is there and empty. */
  void deleteIfEmpty(String directory) throws IOException;

  /** For the lock of a directory. */
  LockFiles lockFiles(String directory) throws IOException;
}
