package dev.tidemark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A pipeline file for tests, in which each {@code §} marks where an error must be reported. */
record MarkedYaml(String text, List<String> positions) {

  static MarkedYaml of(String marked) {
    StringBuilder text = new StringBuilder();
    List<String> positions = new ArrayList<>();
    int line = 1;
    int column = 1;
    for (int i = 0; i < marked.length(); i++) {
      char letter = marked.charAt(i);
      if (letter == '§') {
        positions.add(line + ":" + column);
        continue;
      }
      text.append(letter);
      column = letter == '\n' ? 1 : column + 1;
      line += letter == '\n' ? 1 : 0;
    }
    return new MarkedYaml(text.toString(), positions);
  }

  /** A chain of transforms in YAML's flow style. */
  static MarkedYaml chain(String... transforms) {
    return of("pipeline:\n  type: chain\n  transforms:\n" + list(transforms));
  }

  /** A graph of transforms in YAML's flow style. */
  static MarkedYaml graph(String... transforms) {
    return of("pipeline:\n  transforms:\n" + list(transforms));
  }

  private static String list(String... transforms) {
    StringBuilder list = new StringBuilder();
    for (String transform : transforms) {
      list.append("    - ").append(transform).append('\n');
    }
    return list.toString();
  }

  /** Fails unless the file is refused for exactly these reasons, each at its mark. */
  void assertFaults(Path folder, String... messages) throws IOException {
    String file = folder.resolve("faulty.yaml").toString();
    Files.writeString(Path.of(file), text);
    InvalidPipelineFileException refused =
        catchThrowableOfType(
            InvalidPipelineFileException.class, () -> PipelineFile.read(file, new AnyOptions()));
    assertThat(refused).as("refusal of %s", text).isNotNull();
    assertThat(messages).as("a message for each mark").hasSameSizeAs(positions);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < messages.length; i++) {
      expected.add(file + ":" + positions.get(i) + ": " + messages[i]);
    }
    assertThat(refused.problems()).containsExactlyElementsOf(expected);
  }

  /** Reads a file without errors. */
  PipelineSpec read(Path folder) throws IOException, InvalidPipelineFileException {
    assertThat(positions).isEmpty();
    return PipelineFile.read(
        Files.writeString(folder.resolve("right.yaml"), text).toString(), new AnyOptions());
  }
}
