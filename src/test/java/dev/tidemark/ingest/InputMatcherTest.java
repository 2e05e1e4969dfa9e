package dev.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.ingest.InputFiles.InputFile;
import dev.tidemark.ingest.InputMatcher.NoInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputMatcherTest {
  /** Nothing, compressed. */
  private static final byte[] GZIP = {
    0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  @TempDir private Path folder;

  @BeforeAll
  static void openFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("b.json"), "12345");
    Files.writeString(folder.resolve("a.json"), "123");
    Files.write(folder.resolve("c.json.gz"), GZIP);
  }

  @Test
  void filesAreInNameOrderAndReadOnceHoweverManyGlobsMatchThem() throws NoInput {
    assertThat(InputMatcher.match(List.of(glob("*.json"), glob("b*"), glob("*"))).files())
        .containsExactly(
            new InputFile(glob("a.json"), 3, false),
            new InputFile(glob("b.json"), 5, false),
            new InputFile(glob("c.json.gz"), GZIP.length, true));
  }

  @Test
  void aGlobThatMatchesNothingIsNoInput() {
    assertThatThrownBy(() -> InputMatcher.match(List.of(glob("*.json"), glob("*.csv"))))
        .isInstanceOf(NoInput.class)
        .hasMessageContaining("*.csv");
  }

  @Test
  void aDirectoryIsNoInput() {
    assertThatThrownBy(() -> InputMatcher.match(List.of(folder.toString())))
        .isInstanceOf(NoInput.class);
  }

  private String glob(String name) {
    return folder.resolve(name).toString();
  }
}
