package dev.tidemark.source.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.source.InputMatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputGlobTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"run[1]", "a{b}", "a{b", "x*", "what?", "back\\slash", "[", " ", "%20"})
  void aDirectoryNamedLikeTheGlobIsTakenLiterally(String directory) throws IOException {
    write("run1/in.json", "ab/in.json", "xy/in.json", directory + "/in.json");

    assertThat(names(directory + "/*.json")).containsExactly(directory + "/in.json");
    assertThat(names(directory + "/in.json")).containsExactly(directory + "/in.json");
  }

  @Test
  void anythingButANameIsAGlob() throws IOException {
    write("run1/a.json", "run2/b.json", "run2/deep/c.json", "run2/b.csv");

    assertThat(names("run[12]/*.json")).containsExactly("run1/a.json", "run2/b.json");
    assertThat(names("{run1,run2/deep}/*.json")).containsExactly("run1/a.json", "run2/deep/c.json");
    assertThat(names("**.json")).containsExactly("run1/a.json", "run2/b.json", "run2/deep/c.json");
    assertThat(names("run?/?.csv")).containsExactly("run2/b.csv");
    assertThat(names("none/*.json")).isEmpty();
    assertThat(names("./none/../run1/*.json")).containsExactly("run1/a.json");
  }

  @Test
  void linksAreFollowedAndDanglingOnesReported() throws IOException {
    write("data/a.json");
    Files.createSymbolicLink(folder.resolve("data/back"), folder.resolve("data"));
    Files.createSymbolicLink(folder.resolve("there"), folder.resolve("data"));
    assertThat(names("there/*.json")).containsExactly("there/a.json");
    assertThat(names("data/**.json")).containsExactly("data/a.json");

    Files.createSymbolicLink(folder.resolve("data/b.json"), folder.resolve("gone"));
    assertThat(problems("data/*.json")).singleElement().asString().contains("b.json");
    assertThat(problems("data/b.json")).singleElement().asString().contains("b.json");
  }

  @Test
  void irregularFilesAreRefusedAtOnce() throws Exception {
    write("a.json");
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("fifo.json").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();

    for (String glob : List.of("fifo.json", "*.json")) {
      assertThatThrownBy(() -> InputMatcher.match(List.of(folder + "/" + glob), ACTIVITY))
          .isInstanceOf(NoInputException.class)
          .hasMessageContaining("fifo.json is not a regular file");
    }
    assertThatThrownBy(() -> InputMatcher.match(List.of("/dev/null"), ACTIVITY))
        .isInstanceOf(NoInputException.class)
        .hasMessageContaining("/dev/null is not a regular file");
  }

  @Test
  void aNameThatIsNotUtf8IsAProblem() throws IOException {
    write("a.json");
    Files.createFile(Path.of(URI.create("file://" + folder + "/Ger%E4t.json")));

    assertThat(problems("*.json")).singleElement().asString().contains("Ger%E4t.json");
  }

  /** As where the locale is C: a name that has no path of its own is found by its bytes. */
  @Test
  void namesAreUtf8InEveryLocale() throws IOException {
    Path file = Path.of(URI.create("file://" + folder + "/Ger%C3%A4t%20%25.json"));
    Files.writeString(file, "x");

    assertThat(LocalFiles.name(file)).contains(folder + "/Ger\u00e4t %.json");
    assertThat(LocalFiles.path(folder + "/Ger\u00e4t %.json")).isEqualTo(file);
    try (ReadableByteChannel channel = LocalFiles.open(folder + "/Ger\u00e4t %.json")) {
      assertThat(channel.isOpen()).isTrue();
    }
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
  }

  private List<String> names(String glob) throws IOException {
    return InputGlob.match(folder + "/" + glob).files().stream()
        .map(file -> file.name().substring(folder.toString().length() + 1))
        .sorted()
        .toList();
  }

  private List<String> problems(String glob) throws IOException {
    return InputGlob.match(folder + "/" + glob).problems();
  }
}
