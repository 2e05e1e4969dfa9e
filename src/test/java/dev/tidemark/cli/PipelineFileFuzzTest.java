package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.options.OptionLayers;
import dev.tidemark.cli.options.RunOptions;
import dev.tidemark.cli.options.RunnerProfile;
import dev.tidemark.pipeline.InvalidPipelineFileException;
import dev.tidemark.pipeline.OptionCheck;
import dev.tidemark.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Whatever a pipeline file contains, it can be run or is refused with the place of each problem.
 * More files are tried with {@code -Dtidemark.fuzz.files=10000}, others with {@code
 * -Dtidemark.fuzz.seed=2}.
 */
class PipelineFileFuzzTest {
  private static final int FILES = Integer.getInteger("tidemark.fuzz.files", 400);
  private static final long SEED = Long.getLong("tidemark.fuzz.seed", 1);

  private static final Pattern PROBLEM = Pattern.compile("fuzz\\.yaml:[0-9]+:[0-9]+: (?s:.+)");

  private static final String WITH_TOPICS =
      """
      pipeline:
        transforms:
          - type: ReadFromKafka
            name: Read
            config:
              topic: activity
              bootstrap_servers: broker:9092
              consumer_config: {max.poll.records: 10, security.protocol: SSL}
          - {type: Filter, name: Some, input: Read, keep: "gt in ('a', 'b') and not (x is null)"}
          - {type: WriteToKafka, name: Out, input: Some, topic: out, bootstrap_servers: "b:1"}
      options:
        input: 'data/{a,b}/*.json,c'
        minRecords: 5
        mode: replay
      """;

  private static final List<String> WORDS =
      List.of(
          ("pipeline transforms type chain composite name input config windowing fixed sliding"
                  + " sessions global size period gap allowed_lateness trigger early late accumulation"
                  + " discarding keep when language sql combine fn value group_by pane count sum mean"
                  + " min max distinct key within timestamp Creation_Time max_delay max_ahead"
                  + " max_arrival_step path error_handling output options User Device gt x Index"
                  + " ReadFromJson ReadFromKafka AssignTimestamps Filter WindowInto Combine"
                  + " Deduplicate AlertOnCount TrackActivity CountWindows CappedSessions NextSession"
                  + " WriteToJson WriteToKafka runner true false null 0 -1 0s 1ms 1.5ms 10s 999999999d"
                  + " 9223372036854775807 1e999 NaN -Infinity 'walk' and or not in is between like ="
                  + " <> <= ( ) , == && ! in() ''")
              .split(" "));

  private static final List<String> SIGNS =
      List.of(
          ":",
          ": ",
          "- ",
          "? ",
          "{",
          "}",
          "[",
          "]",
          "&a ",
          "*a",
          "*a, *a",
          "!tag ",
          "|\n",
          ">-\n",
          "'",
          "\"",
          "#",
          " #",
          "\t",
          "\n",
          "\r\n",
          "  ",
          "\n---\n",
          "...",
          "%YAML 1.2\n",
          "\\",
          "\0",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\uD83D\uDE00",
          "\u202E",
          "@",
          "`",
          "<<: *a\n",
          "~");

  private final Random random = new Random(SEED);
  private final OptionCheck options =
      new OptionLayers(new RunOptions(), Map.of(), RunnerProfile.EMPTY).checkOfFile();

  @Test
  void anyFileIsAcceptedOrRefused(TestReporter reporter) throws IOException {
    List<String> originals = originals();
    int refused = 0;
    long slowest = 0;
    for (int i = 0; i < FILES; i++) {
      String text = mangled(originals.get(random.nextInt(originals.size())));
      long started = System.nanoTime();
      refused += check(text);
      slowest = Math.max(slowest, System.nanoTime() - started);
    }
    reporter.publishEntry(
        "%,d files, %,d refused, the slowest took %,d ms"
            .formatted(FILES, refused, slowest / 1_000_000));
    assertThat(refused).isBetween(FILES / 4, FILES - 1);
  }

  @Test
  void anyConditionIsAcceptedOrRefused(TestReporter reporter) {
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      StringBuilder condition = new StringBuilder();
      int length = 1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 12);
      for (int j = 0; j < length; j++) {
        condition.append(conditionWord()).append(random.nextInt(8) == 0 ? "" : " ");
      }
      String text = condition.toString().replace('\n', ' ');
      refused += check(chain("Filter\n      keep: |1\n       " + text));
      // What is no condition may be an expression, and the other way round.
      check(chain("MapToFields\n      fields:\n        a: |1\n         " + text));
    }
    reporter.publishEntry("%,d conditions, %,d refused".formatted(FILES, refused));
    assertThat(refused).isBetween(FILES / 4, FILES - 1);
  }

  private static String chain(String middle) {
    return "pipeline:\n  type: chain\n  transforms:\n    - {type: ReadFromJson, path: in}\n"
        + "    - {type: AssignTimestamps, timestamp: Creation_Time}\n"
        + "    - type: "
        + middle
        + "\n    - {type: WriteToJson, path: out}\n";
  }

  /** 1 if the file is refused, 0 if it can be run; anything else is thrown, and names the file. */
  private int check(String text) {
    try {
      PipelineFile.parse("fuzz.yaml", text, options);
      return 0;
    } catch (InvalidPipelineFileException e) {
      assertThat(e.problems()).as(text).isNotEmpty();
      e.problems().stream()
          .limit(100)
          .forEach(problem -> assertThat(problem).as(text).matches(PROBLEM));
      return 1;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("from\n" + text, e);
    }
  }

  private String mangled(String original) {
    StringBuilder text = new StringBuilder(original);
    int faults = random.nextInt(6);
    for (int i = 0; i < faults; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(30));
      switch (random.nextInt(9)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, pick(SIGNS));
        case 3 -> text.replace(at, end, pick(SIGNS));
        case 4 -> replaceWord(text, at, pick(WORDS));
        case 5 -> replaceWord(text, at, pick(WORDS));
        case 6 -> text.insert(at, pick(SIGNS).repeat(1 + random.nextInt(3_000)));
        case 7 -> replaceWord(text, at, pick(WORDS).repeat(1 + random.nextInt(3_000)));
        default -> text.setLength(at);
      }
    }
    // As from a file: without unpaired surrogates.
    return new String(text.toString().getBytes(UTF_8), UTF_8);
  }

  private static void replaceWord(StringBuilder text, int at, String word) {
    int start = at;
    int end = at;
    while (start > 0 && isOfWord(text.charAt(start - 1))) {
      start--;
    }
    while (end < text.length() && isOfWord(text.charAt(end))) {
      end++;
    }
    text.replace(start, end, word);
  }

  private static boolean isOfWord(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '_';
  }

  private String conditionWord() {
    return switch (random.nextInt(16)) {
      case 0, 1 -> pick(List.of("x", "gt", "User", "Index", "Creation_Time", "y"));
      case 2, 3 -> pick(List.of("=", "<>", "<", ">=", "!=", "in", "is", "not in"));
      case 4, 5 -> pick(List.of("1", "-0.5", "1e-3", "'walk'", "'it''s'", "null", "NaN", "1e999"));
      case 6, 7 -> pick(List.of("and", "or", "not"));
      case 8 -> pick(List.of("x = 1", "gt is null", "x in (1, 2)", "not gt = 'a'"));
      case 9 -> pick(List.of("(", ")", ",", "(x > 1)", "((", "))"));
      case 10 -> "x > 1 or".repeat(random.nextInt(3));
      case 11 -> pick(List.of("(", "not ", "x = 1 or ")).repeat(random.nextInt(200));
      case 12 -> pick(WORDS);
      case 13 -> pick(List.of("+", "-", "*", "/", "%", "like", "between", "x + 1", "`x`"));
      case 14 -> pick(List.of("case when", "when", "then", "else", "end", "true"));
      default -> pick(SIGNS);
    };
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<String> originals() throws IOException {
    List<String> originals = new ArrayList<>(List.of(WITH_TOPICS));
    try (Stream<Path> files = Files.walk(Path.of("pipelines"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        originals.add(Files.readString(file));
      }
    }
    return originals;
  }
}
