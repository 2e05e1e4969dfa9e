package dev.tidemark.yaml;

import java.io.IOException;

/** Opens the files that a pipeline file names. */
@FunctionalInterface
public interface NamedFiles {
  /**
   * The text of a file.
   *
   * @param what it is, such as {@code schema file}
   * @param name as the pipeline file has it
   * @throws IOException with a message that names the file, if it cannot be read
   */
  String text(String what, String name) throws IOException;
}
