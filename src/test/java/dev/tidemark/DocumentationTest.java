package dev.tidemark;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the documents with the program and with one another, where no pipeline has to run. */
class DocumentationTest {
  private static final String FENCE = "```\n";
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(#[^)\\s]+)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Path README = Path.of("README.md");
  private static final Path COMMAND_LINE = Path.of("docs", "cli.md");

  @TempDir private Path folder;

  @Test
  void theDocumentedHelpIsTheHelpThatIsPrinted() throws IOException {
    assertThat(outputOf("./tidemark help run"))
        .isEqualTo(Outcome.of("help", "run").endsWith(0).out());
  }

  @Test
  void theHelpAndTheTableNameEveryExitCodeInOrder() throws IOException {
    List<Integer> all = Stream.of(ExitCode.values()).map(ExitCode::code).toList();
    String help = Outcome.of("help", "run").endsWith(0).out();
    String document = Files.readString(COMMAND_LINE);

    assertThat(numbers("(?m)^ +(\\d+)  ", help.substring(help.indexOf("Exit codes:"))))
        .isEqualTo(all);
    assertThat(numbers("(?m)^[|] (\\d+) [|]", document.substring(document.indexOf("| exit code"))))
        .isEqualTo(all);
  }

  @Test
  void theQuestionOfTheReadmeCanBeRun() throws IOException {
    Path file = Files.writeString(folder.resolve("mean-x.yaml"), question());

    Outcome outcome = Outcome.of("check", file.toString()).endsWith(0);

    assertThat(outcome.out()).isEqualTo(file + ": fine\n");
    assertThat(outcome.log()).isEmpty();
  }

  @Test
  void theReadmeFitsOnOnePage() throws IOException {
    assertThat(Files.size(README)).isLessThanOrEqualTo(8 * 1024);
  }

  @ParameterizedTest
  @MethodSource
  void everyLinkHasATarget(Path document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (MatchResult link : matches(LINK, Files.readString(document))) {
      if (!link.group(1).contains("://") && !hasATarget(document, link)) {
        broken.add(link.group());
      }
    }
    assertThat(broken).isEmpty();
  }

  static List<Path> everyLinkHasATarget() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String directory : List.of("", "docs", "pipelines", "data")) {
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }

  private static boolean hasATarget(Path document, MatchResult link) throws IOException {
    Path target =
        link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
    return Files.exists(target)
        && (link.group(2) == null || anchors(target).contains(link.group(2).substring(1)));
  }

  /** The anchors that GitHub gives to headings. */
  private static Set<String> anchors(Path document) throws IOException {
    return matches(HEADING, Files.readString(document)).stream()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(toSet());
  }

  private static String question() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf("```yaml\n") + "```yaml\n".length();
    return readme.substring(begin, readme.indexOf(FENCE, begin));
  }

  private static List<Integer> numbers(String pattern, String text) {
    return matches(Pattern.compile(pattern), text).stream()
        .map(number -> Integer.valueOf(number.group(1)))
        .toList();
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  /** The code block that follows the block of a command. */
  private static String outputOf(String command) throws IOException {
    String document = Files.readString(COMMAND_LINE);
    String commandBlock = FENCE + command + "\n" + FENCE + "\n" + FENCE;
    assertThat(document).containsOnlyOnce(commandBlock);
    int begin = document.indexOf(commandBlock) + commandBlock.length();
    return document.substring(begin, document.indexOf(FENCE, begin));
  }
}
