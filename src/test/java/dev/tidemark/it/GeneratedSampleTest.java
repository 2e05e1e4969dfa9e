package dev.tidemark.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.ShippedPipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedSampleTest {
  private static final Path SAMPLE = Path.of("data", "activity");
  private static final Pattern COMMAND =
      Pattern.compile("^ {4}mvn .*-Dexec\\.args=\"(generate [^\"]+)\"$", Pattern.MULTILINE);

  @TempDir private Path folder;

  @Test
  void theSampleIsWhatTheCommandBesideItMakes() throws Exception {
    Matcher command = COMMAND.matcher(Files.readString(Path.of("data", "README.md")));
    assertThat(command.find()).as("a command in data/README.md").isTrue();
    List<String> args = new ArrayList<>(List.of(command.group(1).split(" +", -1)));
    assertThat(args.remove("--output=" + SAMPLE)).as("the command writes the sample").isTrue();
    args.add("--output=" + folder);

    Outcome.of(args).endsWith(0);

    assertThat(contents(folder)).isEqualTo(contents(SAMPLE));
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : ShippedPipelines.files(directory)) {
      contents.put(file.getFileName().toString(), Files.readString(file, ISO_8859_1));
    }
    return contents;
  }
}
