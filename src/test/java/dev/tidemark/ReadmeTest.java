package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md shows of commands whose output is always the same. */
class ReadmeTest {
  private static final String FENCE = "```\n";

  @Test
  void theHelpThatItShowsIsTheHelpThatIsPrinted() throws IOException {
    assertThat(outputOf("mvn -q compile exec:java -Dexec.args=\"help run\""))
        .isEqualTo(Outcome.of("help", "run").endsWith(0).out());
  }

  @Test
  void theHelpAndTheTableNameEveryExitCodeInOrder() throws IOException {
    List<Integer> all = Stream.of(ExitCode.values()).map(ExitCode::code).toList();
    String help = Outcome.of("help", "run").endsWith(0).out();
    String readme = Files.readString(Path.of("README.md"));

    assertThat(numbers("(?m)^ +(\\d+)  ", help.substring(help.indexOf("Exit codes:"))))
        .isEqualTo(all);
    assertThat(numbers("(?m)^[|] (\\d+) [|]", readme.substring(readme.indexOf("| exit code |"))))
        .startsWith(all.toArray(Integer[]::new));
  }

  private static List<Integer> numbers(String pattern, String text) {
    List<Integer> numbers = new ArrayList<>();
    for (Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
      numbers.add(Integer.valueOf(matcher.group(1)));
    }
    return numbers;
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
