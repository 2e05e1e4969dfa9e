package dev.tidemark.source;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.NoInputException;
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
  void filesAreInNameOrderAndReadOncePerRun() throws NoInputException {
    assertThat(InputMatcher.match(List.of(glob("*.json"), glob("b*"), glob("*")), ACTIVITY).files())
        .containsExactly(
            new InputFile(glob("a.json"), 3, false),
            new InputFile(glob("b.json"), 5, false),
            new InputFile(glob("c.json.gz"), GZIP.length, true));
  }

  @Test
  void aGlobWithoutMatchesIsMissingInput() {
    assertThatThrownBy(() -> InputMatcher.match(List.of(glob("*.json"), glob("*.csv")), ACTIVITY))
        .isInstanceOf(NoInputException.class)
        .hasMessageContaining("*.csv");
  }

  @Test
  void aDirectoryIsNotAnInput() {
    assertThatThrownBy(() -> InputMatcher.match(List.of(folder.toString()), ACTIVITY))
        .isInstanceOf(NoInputException.class);
  }

  @Test
  void globsSkipNamesThatBeginWithUnderscoreOrDot() throws Exception {
    Files.createDirectories(folder.resolve("_temporary/deep"));
    Files.createDirectories(folder.resolve("plain"));
    for (String hidden :
        List.of("_SUCCESS", ".a.json.crc", "_temporary/deep/d.json", "plain/_d.json")) {
      Files.writeString(folder.resolve(hidden), "x");
    }
    Files.writeString(folder.resolve("plain/e_.json"), "12");

    InputFiles files = InputMatcher.match(List.of(glob("**")), ACTIVITY);

    assertThat(files.files())
        .extracting(InputFile::name)
        .containsExactly(glob("a.json"), glob("b.json"), glob("c.json.gz"), glob("plain/e_.json"));
    assertThat(files.leftOut()).isEqualTo(4);
    assertThat(files.note().orElseThrow()).startsWith("4 files are left out, as names that begin");
    assertThat(InputMatcher.match(List.of(glob("*")), ACTIVITY).leftOut()).isEqualTo(2);
    assertThat(InputMatcher.match(List.of(glob("a*")), ACTIVITY).note()).isEmpty();
  }

  @Test
  void hiddenFilesAndDirectoriesAreReadWhenNamed() throws Exception {
    Files.createDirectory(folder.resolve("_kept"));
    Files.writeString(folder.resolve("_kept/d.json"), "12");
    Files.writeString(folder.resolve("_e.json"), "123");

    InputFiles files =
        InputMatcher.match(List.of(glob("_e.json"), glob("_kept/*.json"), glob("*")), ACTIVITY);

    assertThat(files.files())
        .extracting(InputFile::name)
        .containsExactly(
            glob("_e.json"),
            glob("_kept/d.json"),
            glob("a.json"),
            glob("b.json"),
            glob("c.json.gz"));
    assertThat(files.leftOut()).isZero();
  }

  @Test
  void aGlobThatMatchesOnlyHiddenFilesIsMissingInput() throws Exception {
    Files.writeString(folder.resolve("_e.json"), "123");

    assertThatThrownBy(() -> InputMatcher.match(List.of(glob("_*.json")), ACTIVITY))
        .isInstanceOf(NoInputException.class)
        .hasMessage(
            "no input matches "
                + glob("_*.json")
                + " but what begins with '_' or '.' ("
                + glob("_e.json")
                + "), which no glob matches; name such files without * ? [ ] { }");
    assertThat(InputMatcher.follow(List.of(glob("_*.json")), ACTIVITY).leftOut()).isEqualTo(1);
  }

  @Test
  void aNameThatTheLocaleHasLostIsNotWaitedFor() {
    String mangled = glob("\uFFFD\uFFFD.json");

    assertThatThrownBy(() -> InputMatcher.follow(List.of(mangled), ACTIVITY))
        .isInstanceOf(NoInputException.class)
        .hasMessage(
            "no input matches "
                + glob("\\ufffd\\ufffd.json")
                + ": this locale has no such characters; set LC_ALL=C.UTF-8 and run it again");
  }

  private String glob(String name) {
    return folder.resolve(name).toString();
  }
}
