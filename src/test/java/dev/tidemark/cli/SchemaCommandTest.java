package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
  @TempDir private Path folder;

  @Test
  void proposesASchema() throws Exception {
    for (int i = 0; i < 5; i++) {
      Files.writeString(
          folder.resolve(i + ".json"),
          "{\"a\":%d}\n\n{\"a\":2,\"b\":true}\n{\"c\":1}\n".formatted(i));
    }
    Outcome outcome =
        Outcome.of("schema", "infer", folder + "/*.json", "--lines=2", "--files=3").endsWith(0);
    assertThat(outcome.log()).isEqualTo("tidemark: sampled the first 2 lines of 3 of 5 files\n");
    assertThat(outcome.out().lines())
        .contains(
            "# From 6 lines. Check what the comments say.",
            "    a: {type: integer}",
            "    b: {type: boolean} # absent in 3 of 6 lines",
            "  required: [a]")
        .noneMatch(line -> line.contains("c:"));
  }

  @Test
  void whatIsWrong() throws Exception {
    Path text = Files.writeString(folder.resolve("a.txt"), "a,b\n1,2\n");
    String usage = "schema needs files, as in schema infer data/fleet/*.jsonl";
    Outcome.of("schema").failsWith(64, usage);
    Outcome.of("schema", "infer").failsWith(64, usage);
    Outcome.of("schema", "infr", "a.json")
        .failsWith(64, "unknown word 'infr' after schema; did you mean 'infer'?");
    Outcome.of("schema", "infer", "a.json", "--lines=0")
        .failsWith(64, "--lines and --files must be above 0");
    Outcome.of("schema", "infer", folder + "/*.json")
        .failsWith(66, "no input matches " + folder + "/*.json");
    Outcome.of("schema", "infer", text.toString())
        .failsWith(66, "no line that was sampled is a JSON object, or a record of a .csv file");
    String remote = "s3n://bucket/a.json";
    String hint =
        "no file system for the scheme of " + remote + " on the class path: Hadoop calls it s3a://";
    Outcome.of("schema", "infer", remote).failsWith(64, hint);
    Outcome.of("clocks", "--input=" + remote).failsWith(64, hint);
  }
}
