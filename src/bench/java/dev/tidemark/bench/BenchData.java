package dev.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The readings of a benchmark: as many as wanted, in 80 files, made once. */
final class BenchData {
  private BenchData() {}

  /**
   * Makes the readings, unless an earlier benchmark has, and returns their directory.
   *
   * @param classpath that of Tidemark, whose {@code generate} makes them
   */
  static Path make(long rows, Path work, Machine machine, String classpath)
      throws IOException, InterruptedException {
    Path directory = work.resolve("data/" + rows);
    Path done = work.resolve("data/" + rows + ".done");
    if (!Files.exists(done)) {
      System.err.println("bench: making " + rows + " readings");
      new Contender(
              "generate",
              classpath,
              "dev.tidemark.Tidemark",
              List.of("generate", "--rows=" + rows, "--output=" + Contender.OUTPUT, "--overwrite"))
          .run(machine, directory, directory);
      Files.writeString(done, "");
    }
    return directory;
  }
}
