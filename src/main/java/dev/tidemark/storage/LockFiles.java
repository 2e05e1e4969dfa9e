package dev.tidemark.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The small files of a lock in the directory that it is for; only one run can create each. */
public sealed interface LockFiles permits LocalLockFiles, HadoopLockFiles {

  /** The files whose names have a prefix; none if there is no directory. */
  List<String> names(String prefix) throws IOException;

  /** The text of a file; empty if there is none. */
  Optional<String> read(String name) throws IOException;

  /**
   * Creates a file, and the directory where it is missing.
   *
   * @return whether this call created it: of several at the same time, one does
   */
  boolean create(String name, String text) throws IOException;

  /** Replaces the text of a file by one of the same length. */
  void rewrite(String name, String text) throws IOException;

  /** Deletes a file; it may be missing. */
  void delete(String name) throws IOException;
}
