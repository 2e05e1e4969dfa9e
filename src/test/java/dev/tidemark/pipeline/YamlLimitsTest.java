package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.yaml.YamlReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checking a pipeline file is quick and takes at most a few times its size in memory. */
class YamlLimitsTest {
  private static final String READ = "{type: ReadFromJson, config: {path: in.json}}";
  private static final String WRITE = "{type: WriteToJson, config: {path: results}}";

  @TempDir private Path folder;

  @Test
  void aFileThatIsTooLarge() throws Exception {
    Path large = folder.resolve("large.yaml");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 40);
    }

    assertThat(refusal(large).problems())
        .containsExactly(
            "cannot read pipeline file " + large + ": it is larger than 8,388,608 bytes");
  }

  @Test
  void aFileOfTheMaximumSize() throws Exception {
    String text = chain(READ, WRITE).text();
    Path file = folder.resolve("right.yaml");

    Files.writeString(file, text + "#".repeat(YamlReader.MAX_BYTES - text.length()));
    assertThat(PipelineFile.read(file.toString(), new AnyOptions()).sinks()).hasSize(1);

    Files.writeString(file, text + "#".repeat(YamlReader.MAX_BYTES - text.length() + 1));
    assertThat(refusal(file).problems()).singleElement().asString().contains("larger than");
  }

  @Test
  void aFileWithAListOfAHundredThousandDevices() throws Exception {
    String devices =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "'device" + i + "'")
            .collect(Collectors.joining(", "));

    assertThat(
            chain(READ, "{type: Filter, keep: \"Device in (" + devices + ")\"}", WRITE)
                .read(folder)
                .steps())
        .hasSize(1);
  }

  @Test
  void listsNestedTooDeep() throws Exception {
    String allowed = "[".repeat(YamlReader.MAX_DEPTH - 1);

    MarkedYaml.of("§§a: " + allowed + "]".repeat(allowed.length()) + "\n")
        .assertFaults(
            folder,
            "the file needs 'pipeline': the transforms to run",
            "unknown key 'a'; known are options, pipeline");
    for (int depth : List.of(YamlReader.MAX_DEPTH, 2_000, 1_000_000)) {
      MarkedYaml.of("a: " + allowed + "§" + "[".repeat(depth))
          .assertFaults(folder, "lists and mappings are nested more than 50 deep");
    }
  }

  @Test
  void mappingsAndBlocksNestedTooDeep() throws Exception {
    MarkedYaml.of("{a: ".repeat(50) + "§" + "{a: ".repeat(10_000))
        .assertFaults(folder, "lists and mappings are nested more than 50 deep");
    MarkedYaml.of("- ".repeat(50) + "§" + "- ".repeat(2_000))
        .assertFaults(folder, "lists and mappings are nested more than 50 deep");
  }

  @Test
  void aliasesThatExpandToManyValues() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
    for (int i = 1; i <= 16; i++) {
      String mark = i == 9 ? "§" : "";
      bomb.append("a%d: &a%d [%s*a%d, *a%d, *a%d]\n".formatted(i, i, mark, i - 1, i - 1, i - 1));
    }

    MarkedYaml.of(bomb.toString())
        .assertFaults(folder, "the file holds more than 50,000 values, aliases included");
  }

  @Test
  void aliasesThatExpandToMuchText() throws Exception {
    String text = "a: &a " + "x".repeat(1 << 20) + "\nb: [" + "*a, ".repeat(6) + "§*a, *a]\n";

    MarkedYaml.of(text)
        .assertFaults(folder, "the file holds more than 8,388,608 characters, aliases included");
  }

  @Test
  void tooManyValues() throws Exception {
    MarkedYaml.of("a: [" + "x,".repeat(49_997) + "§x," + "x,".repeat(100_000) + "]")
        .assertFaults(folder, "the file holds more than 50,000 values, aliases included");
  }

  @Test
  void anchorsAreExpanded() throws Exception {
    assertThat(
            chain(
                    "{type: ReadFromJson, config: {path: &path results}}",
                    "{type: AssignTimestamps, config: {timestamp: Creation_Time}}",
                    "{type: Combine, config: {combine: {n: count}}}",
                    "{type: WriteToJson, config: {path: *path}}")
                .read(folder)
                .resultSinks())
        .containsExactly("results");
  }

  @Test
  void unknownAnchors() throws Exception {
    MarkedYaml.of("pipeline: §*secret\n")
        .assertFaults(
            folder, "no such anchor comes before this; a text that begins with '*' needs quotes");
    MarkedYaml.of("pipeline: {a: §&a {b: *a}}\n")
        .assertFaults(folder, "an anchor cannot be used inside itself");
  }

  @Test
  void aLongName() throws Exception {
    String longest = "n".repeat(200);
    MarkedYaml.graph(
            "{type: ReadFromJson, name: %s, config: {path: in.json}}".formatted(longest),
            "{type: Filter, §name: %sn, input: %s, keep: x > 1}".formatted(longest, longest),
            "{type: WriteToJson, input: %sn, config: {path: results}}".formatted(longest))
        .assertFaults(folder, "the name of a transform has at most 200 characters");
  }

  /** Wherever it is: the library reads text in pieces. */
  @Test
  void lettersOfTwoChars() throws Exception {
    for (int shift = 0; shift < 4; shift++) {
      MarkedYaml.of(
              "#"
                  + "x".repeat(shift)
                  + "\uD83D\uDE00".repeat(3_000)
                  + "\n"
                  + chain(READ, WRITE).text())
          .read(folder);
    }
  }

  @Test
  void aSecondDocument() throws Exception {
    MarkedYaml.of("pipeline: {}\n§---\npipeline: {}\n")
        .assertFaults(folder, "a second document begins here; a file holds one");
  }

  @Test
  void longWordsAreAbbreviatedAndNotCompared() throws Exception {
    String word = "w".repeat(200_000);
    MarkedYaml.of(
            "pipeline:\n"
                + "  transforms:\n"
                + "    - {type: ReadFromJson, name: Read, config: {path: in.json}}\n"
                + "    - {type: WriteToJson, input: §%s, config: {path: results, ? §%s : 1}}\n"
                    .formatted(word, word))
        .assertFaults(
            folder,
            "unknown input '" + "w".repeat(60) + "...'; known are Read, WriteToJson, ReadFromJson",
            "unknown key '" + "w".repeat(60) + "...'; known are path, compression");
  }

  private static InvalidPipelineFileException refusal(Path file) {
    return catchThrowableOfType(
        InvalidPipelineFileException.class,
        () -> PipelineFile.read(file.toString(), new AnyOptions()));
  }
}
