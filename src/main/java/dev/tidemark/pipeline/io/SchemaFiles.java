package dev.tidemark.pipeline.io;

import java.io.IOException;

/** Opens the schema files that a pipeline file names. */
@FunctionalInterface
public interface SchemaFiles {
  /**
   * The text of a file.
   *
   * @param name as the pipeline file has it
   * @throws IOException with a message that names the file, if it cannot be read
   */
  String text(String name) throws IOException;
}
