package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What README.md shows of commands whose output is always the same. */
class ReadmeTest {
  private static final String FENCE = "```\n";

  @Test
  void theHelpThatItShowsIsTheHelpThatIsPrinted() throws IOException {
    assertThat(outputOf("mvn -q compile exec:java -Dexec.args=\"help run\""))
        .isEqualTo(Outcome.of("help", "run").endsWith(0).out());
  }

  /** The block that follows that of a command alone. */
  private static String outputOf(String command) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String commandBlock = FENCE + command + "\n" + FENCE + "\n" + FENCE;
    assertThat(readme).containsOnlyOnce(commandBlock);
    int begin = readme.indexOf(commandBlock) + commandBlock.length();
    return readme.substring(begin, readme.indexOf(FENCE, begin));
  }
}
