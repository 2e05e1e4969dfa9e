package dev.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The readings of a benchmark, made once. */
final class BenchData {
  private BenchData() {}

  /**
   * Makes the readings of a study, unless an earlier benchmark has, and returns their directory.
   */
  static Path make(long rows, Path work, Machine machine, Contenders contenders)
      throws IOException, InterruptedException {
    return once(
        work.resolve("data/" + rows),
        directory -> contenders.generator(rows).runToEnd(machine, directory, directory));
  }

  /** Makes readings of a shape, unless an earlier benchmark has, and returns their directory. */
  static Path make(Shape shape, int rows, Path work) throws IOException, InterruptedException {
    return once(
        work.resolve("data/" + rows + "-" + shape.id()),
        directory -> ShapedReadings.write(shape, rows, directory));
  }

  private interface Maker {
    void fill(Path directory) throws IOException, InterruptedException;
  }

  private static Path once(Path directory, Maker maker) throws IOException, InterruptedException {
    Path done = directory.resolveSibling(directory.getFileName() + ".done");
    if (!Files.exists(done)) {
      System.err.println("bench: making readings in " + directory);
      Directories.delete(directory);
      maker.fill(directory);
      Files.writeString(done, "");
    }
    return directory;
  }
}
