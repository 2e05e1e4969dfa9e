package dev.tidemark.testing.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The class paths that the build has resolved from {@code src/test/cluster}. */
final class ClassPaths {
  private static final Path DIRECTORY = Path.of("target", "cluster");

  private ClassPaths() {}

  static List<Path> spark() throws IOException {
    return read("spark");
  }

  static List<Path> hadoop() throws IOException {
    return read("hadoop");
  }

  private static List<Path> read(String name) throws IOException {
    String text = Files.readString(DIRECTORY.resolve(name + ".classpath")).strip();
    return List.of(text.split(File.pathSeparator)).stream().map(Path::of).toList();
  }
}
