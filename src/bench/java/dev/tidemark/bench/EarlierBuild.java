package dev.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Another commit of the project, which is compiled once for both runners. */
final class EarlierBuild {
  private EarlierBuild() {}

  /**
   * Takes a commit's files from the repository, compiles them, and returns their directory.
   *
   * @param home the project's directory, a clone that has the commit
   * @param work where the commit's own directory is made
   */
  static Path of(String commit, Path home, Path work) throws IOException, InterruptedException {
    Path checkout = work.resolve("before/" + commit);
    Path done = work.resolve("before/" + commit + ".done");
    if (!Files.exists(done)) {
      System.err.println("bench: compiling " + commit);
      Directories.delete(checkout);
      Files.createDirectories(checkout.resolve("target/launcher"));
      Path files = work.resolve("before/" + commit + ".tar");
      run(home, "git", "archive", "--output=" + files, commit);
      run(checkout, "tar", "-xf", files.toString());
      Files.delete(files);
      for (String runner : List.of("direct", "spark")) {
        run(
            checkout,
            "mvn",
            "-q",
            "-B",
            "-P" + runner,
            "compile",
            "dependency:build-classpath",
            "-Dmdep.outputFile=" + checkout.resolve("target/launcher/" + runner + ".classpath"),
            "-DincludeScope=runtime");
      }
      Files.writeString(done, "");
    }
    return checkout;
  }

  private static void run(Path directory, String... command)
      throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new BenchmarkException(String.join(" ", command) + " failed with " + code);
    }
  }
}
