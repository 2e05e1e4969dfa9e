package dev.tidemark.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What Beam's file systems cannot do: manage directories, list one by its name, and write so that
 * others can read meanwhile. To Beam the whole path of what is listed is a glob, so {@code run[1]}
 * would be {@code run1}.
 */
public sealed interface DirectoryOperations permits LocalDirectories, HadoopDirectories {

  /** For the file system that holds a path. */
  static DirectoryOperations of(PathOrUri path, PipelineOptions options) {
    return path.isLocal()
        ? new LocalDirectories()
        : new HadoopDirectories(HadoopFileSystems.configuration(options));
  }

  /** The names of the files in a directory, in no order; none where it is missing. */
  List<String> files(String directory) throws IOException;

  /** The names of the directories in a directory, in no order; none where it is missing. */
  List<String> directories(String directory) throws IOException;

  /** The file that has the name of a directory, or of one above it, if any. */
  Optional<String> fileInTheWay(String directory) throws IOException;

  /** The bytes of a file; 0 where it is missing. */
  long size(String file) throws IOException;

  /** How many files there are at any depth below a directory, which may be missing. */
  long countBelow(String directory) throws IOException;

  /**
   * Makes sure that a path does not lead elsewhere.
   *
   * @throws IOException if the path is a symbolic link; it may be missing
   */
  void refuseLink(String path) throws IOException;

  /** Deletes a directory and all below it; it may be missing. */
  void deleteTree(String directory) throws IOException;

  /** The directories that a write into this one would create, deepest first. */
  List<String> missing(String directory) throws IOException;

  /** Deletes a directory if it is there and empty. */
  void deleteIfEmpty(String directory) throws IOException;

  /**
   * Creates a directory that nobody but its owner may enter, and those above it as usual. Where a
   * cluster's executors may run as other users its permissions are left to the file system.
   */
  void createPrivate(String directory) throws IOException;

  /**
   * Makes sure that a directory belongs to this user alone, and closes it to others. It may be
   * missing.
   *
   * @throws IOException if it belongs to another user, or others can write into it
   */
  void requirePrivate(String directory) throws IOException;

  /** The files for a lock of a directory. */
  LockFiles lockFiles(String directory) throws IOException;

  /**
   * Creates or replaces a file, in a directory that may be missing. Others can read what is written
   * after each {@code flush}.
   */
  OutputStream createToWatch(String file) throws IOException;
}
