package dev.tidemark.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a lock needs of the directory that it is for: small files, each created by one run alone.
 */
public sealed interface LockFiles permits LocalLockFiles, HadoopLockFiles {

  /** The files whose names begin so; none where there is no directory. */
  List<String> names(String prefix) throws IOException;

  /** What a file holds; empty where there is none. */
  Optional<String> read(String name) throws IOException;

  /**
   * Creates a file, and the directory where it is missing.
   *
   * @return whether there was none before: of several that try at once, one is told so
   */
  boolean create(String name, String text) throws IOException;

  /** Replaces what a file holds by a text of the same length. */
  void rewrite(String name, String text) throws IOException;

  /** Deletes a file; it may be missing. */
  void delete(String name) throws IOException;
}
