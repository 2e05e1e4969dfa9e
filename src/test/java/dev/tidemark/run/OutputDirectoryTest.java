package dev.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutputDirectoryTest {
  private static final String LEFT = "_staging-01234567-89ab-cdef-0123-456789abcdef";

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("directories")
  void removesWhatEarlierAttemptsHaveStagedAndNothingElse(Directories directories)
      throws Exception {
    Path out = folder.resolve("out");
    write(out.resolve(LEFT + "/counts/part-0.jsonl"));
    write(out.resolve(LEFT + "-of-mine/notes.txt"));
    write(out.resolve("_staging-mine/notes.txt"));
    write(out.resolve("counts/" + LEFT + "/part-0.jsonl"));
    write(out.resolve("_staging-11234567-89ab-cdef-0123-456789abcdef"));
    OutputDirectory output = new OutputDirectory(out.toString(), directories);
    output.prepare(List.of("alerts"), false);
    Path own = Path.of(output.staging().directory()).getFileName();

    output.discardOtherStagings();

    assertThat(names(out))
        .containsExactlyInAnyOrder(
            own.toString(),
            LEFT + "-of-mine",
            "_staging-mine",
            "counts",
            "_staging-11234567-89ab-cdef-0123-456789abcdef");
    assertThat(out.resolve("counts/" + LEFT + "/part-0.jsonl")).exists();
  }

  @ParameterizedTest
  @MethodSource("directories")
  void whereThereIsNoDirectoryThereIsNothingToRemove(Directories directories) throws Exception {
    new OutputDirectory(folder + "/none", directories).discardOtherStagings();
    assertThat(folder).isEmptyDirectory();
  }

  private static List<Directories> directories() {
    return List.of(new LocalDirectories(), new HadoopDirectories(new Configuration()));
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}\n");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }
}
