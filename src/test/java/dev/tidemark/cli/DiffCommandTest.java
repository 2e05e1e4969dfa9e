package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final String WINDOWS =
      identity("last_of_window", "'User'", "'from','to'", "'pane'");
  private static final String LAST = identity("last_of_key", "'User'", "", "");
  private static final String EACH = identity("every_row", "'User'", "'at'", "'file'");

  @TempDir private Path folder;

  /** Sessions have merged, and windows have answered again. */
  @Test
  void theLastRowsOfAStreamAreItsAnswers() throws IOException {
    run("a", "counts", WINDOWS, 4)
        .with(
            "1.jsonl",
            "{'from':'T00:00','to':'T10:00','User':'a','n':7}",
            "{'from':'T10:00','to':'T20:00','User':'a','n':2}",
            "{'from':'T00:00','to':'T10:00','User':null,'n':1}",
            "{'from':'T05:00','to':'T15:00','User':'a','n':3}");
    run("b", "counts", WINDOWS, 7)
        .with(
            "1.jsonl",
            "{'User':'a','from':'T10:00','to':'T20:00','n':2}",
            "{'User':'a','from':'T01:00','to':'T02:00','n':9,'pane':{'index':0}}",
            "{'User':null,'from':'T00:00','to':'T10:00','n':1.0}",
            "{'User':'a','from':'T08:00','to':'T10:00','n':4}",
            "{'User':'a','from':'T05:00','to':'T15:00','n':3}",
            "{'User':'a','from':'T00:00','to':'T10:00','n':5,'pane':{'index':0}}")
        .with("2.jsonl", "{'User':'a','from':'T00:00','to':'T10:00','n':7,'pane':{'index':1}}");
    assertDiff(0, "counts: equal, 4 rows");
  }

  @Test
  void theLastRowOfAKeyIsItsAnswer() throws IOException {
    run("a", "state", LAST, 2)
        .with("1.jsonl", "{'User':'a','is':'sit'}", "{'User':'b','is':'walk'}");
    run("b", "state", LAST, 3)
        .with("1.jsonl", "{'User':'a','is':'stand'}", "{'User':'b','is':'sit'}")
        .with("2.jsonl", "{'User':'a','is':'sit'}");
    assertDiff(
        65,
        "state: 1 differ; 2 rows in %s/a, 2 in %s/b",
        "  {\"User\":\"b\"}: is \"walk\" and \"sit\"");
  }

  @Test
  void differingRowsAreShownWithTheirKeys() throws IOException {
    run("a", "alerts", EACH, 5)
        .with(
            "1.jsonl",
            "{'file':'x','User':'a','at':1,'n':1,'m':[1]}",
            "{'file':'x','User':'a','at':2,'n':1}",
            "{'file':'x','User':'a','at':2,'n':1}",
            "{'file':'x','User':'\\u001b[2J','at':3,'n':1}",
            "{'file':'x','User':'c','at':4,'n':0}");
    run("b", "alerts", EACH, 4)
        .with("1.jsonl", "{'file':'y','User':'c','at':4,'n':0}")
        .with(
            "2.jsonl",
            "{'file':'y','User':'a','at':1,'n':2,'m':[1,2],'o':null}",
            "{'file':'y','User':'a','at':2,'n':1}",
            "{'file':'y','User':'d','at':3,'n':1}");
    assertDiff(
        65,
        "alerts: 4 differ; 5 rows in %s/a, 4 in %s/b",
        "  {\"at\":1,\"User\":\"a\"}: m [1] and [1,2], n 1 and 2, o nothing and null",
        "  only in %s/a: {\"at\":2,\"User\":\"a\",\"n\":1}",
        "  only in %s/a: {\"at\":3,\"User\":\"\\u001B[2J\",\"n\":1}",
        "  only in %s/b: {\"at\":3,\"User\":\"d\",\"n\":1}");
  }

  @Test
  void twentyDifferingRowsAreShown() throws IOException {
    run("a", "alerts", EACH, 1_234)
        .with(
            "1.jsonl",
            IntStream.range(1_000, 2_234)
                .mapToObj(i -> "{'User':'a','at':" + i + "}")
                .toArray(String[]::new));
    run("b", "alerts", EACH, 0);
    Outcome outcome = diff().endsWith(65);
    assertThat(outcome.out().lines())
        .hasSize(22)
        .startsWith(
            "alerts: 1,234 differ; 1,234 rows in %s/a, 0 in %s/b".formatted(folder, folder),
            "  only in " + folder + "/a: {\"at\":1000,\"User\":\"a\"}")
        .endsWith("  only in " + folder + "/a: {\"at\":1019,\"User\":\"a\"}", "  and 1,214 more");
  }

  /** Rows of which nothing is known, such as those of several columns that no step has named. */
  @Test
  void rowsWithoutANameAreComparedAsAWhole() throws IOException {
    String unknown = identity("every_row", "", "", "");
    run("a", "rows", unknown, 3).with("1.jsonl", "{'n':1}", "{'n':1}", "{'n':2}");
    run("b", "rows", unknown, 3).with("1.jsonl", "{'n':2}", "{'n':2}", "{'n':1}");
    assertDiff(
        65,
        "rows: 2 differ; 3 rows in %s/a, 3 in %s/b",
        "  only in %s/a: {\"n\":1}",
        "  only in %s/b: {\"n\":2}");
  }

  @Test
  void panesThatHaveToBeAddedUpAreNotGuessed() throws IOException {
    String panes = identity("sum_of_panes", "'User'", "'from','to'", "'pane'");
    run("a", "counts", panes, 1).with("1.jsonl", "{'from':'T1','to':'T2','User':'a','n':3}");
    run("b", "counts", panes, 2)
        .with(
            "1.jsonl",
            "{'from':'T1','to':'T2','User':'a','n':2}",
            "{'from':'T1','to':'T2','User':'a','n':1}");
    assertDiff(
        65,
        "counts: not known; with accumulation: discarding, several rows together are the answer of"
            + " a window, and these rows differ");
    run("b", "counts", panes, 1)
        .with("1.jsonl", "{'from':'T1','to':'T2','User':'a','n':3,'pane':{'index':0}}");
    assertDiff(0, "counts: equal, 1 rows");
  }

  @Test
  void aSinkOfOneRunAloneIsADifferenceAndATopicIsNot() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("a")).resolve("_manifest.json"),
        "{\"outputs\":{\"counts\":0,\"kafka:t\":3},\"sinks\":{\"counts\":" + EACH + "}}");
    Files.writeString(
        Files.createDirectory(folder.resolve("b")).resolve("_manifest.json"),
        "{\"outputs\":{\"kafka:t\":4},\"sinks\":{}}");
    assertDiff(65, "counts: not in %s/b", "kafka:t: a topic, not compared");
  }

  @Test
  void whatIsWrong() throws IOException {
    String usage = "diff needs two output directories, as in diff out/a out/b";
    Outcome.of("diff").failsWith(64, usage);
    Outcome.of("diff", "a").failsWith(64, usage);
    Outcome.of("diff", "a", "b", "c").failsWith(64, usage);
    Outcome.of("diff", "a", " ").failsWith(64, usage);

    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    run("a", "alerts", EACH, 1).with("1.jsonl", "{'User':'a','at':1}");
    diff().failsWith(66, b + " does not exist or is empty; name the output directory of a run");
    Files.writeString(b, "");
    diff().failsWith(66, b + " is a file; name the output directory of a run");
    Files.delete(b);
    Files.writeString(Files.createDirectory(b).resolve("x.txt"), "");
    diff().failsWith(66, b + " is not the output directory of a run (there is no _manifest.json)");
    Files.writeString(b.resolve("_progress.jsonl"), "");
    diff()
        .failsWith(
            66,
            b + " holds the results of a run that has not finished (there is no _manifest.json)");
    Files.writeString(b.resolve("_manifest.json"), "{}");
    diff()
        .failsWith(
            66,
            b
                + " holds a _manifest.json that this version of Tidemark has not written; run it again");

    run("b", "alerts", EACH, 2).with("1.jsonl", "{'User':'a','at':1}");
    diff()
        .failsWith(
            66,
            b
                + "/alerts holds 1 rows, but its run has written 2; files were added or removed"
                + " since");
    run("b", "alerts", EACH, 1).with("1.jsonl", "{'User':");
    assertThat(diff().endsWith(66).log())
        .startsWith("tidemark: cannot read rows: " + b + "/alerts/part-1.jsonl: line 2: Unexpected")
        .doesNotContain("Source");
    Files.writeString(folder.resolve("b/_manifest.json"), "no json");
    assertThat(diff().endsWith(66).log())
        .startsWith(
            "tidemark: " + b + " holds a _manifest.json that is damaged: Unrecognized token 'no'")
        .doesNotContain("Source");
    assertThat(Outcome.of("diff", a.toString(), a.toString()).endsWith(0).out())
        .isEqualTo("alerts: equal, 1 rows\n");
  }

  private Outcome diff() {
    return Outcome.of("diff", folder + "/a", folder + "/b");
  }

  private void assertDiff(int exitCode, String... lines) {
    Outcome outcome = diff().endsWith(exitCode);
    assertThat(outcome.out().lines())
        .containsExactly(
            IntStream.range(0, lines.length)
                .mapToObj(i -> lines[i].replace("%s", folder.toString()))
                .toArray(String[]::new));
    assertThat(outcome.log()).isEmpty();
  }

  private static String identity(String finality, String key, String within, String incidental) {
    return "{'final':'%s','key':[%s],'within':[%s],'incidental':[%s],'types':{}}"
        .formatted(finality, key, within, incidental)
        .replace('\'', '"');
  }

  private Sink run(String name, String sink, String identity, int rows) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        directory.resolve("_manifest.json"),
        "{\"outputs\":{\"%s\":%d},\"sinks\":{\"%s\":%s}}".formatted(sink, rows, sink, identity));
    return new Sink(directory.resolve(sink));
  }

  private record Sink(Path directory) {
    Sink with(String part, String... rows) throws IOException {
      Files.writeString(
          Files.createDirectories(directory).resolve("part-" + part),
          java.util.Arrays.stream(rows)
              .map(row -> row.replace('\'', '"') + "\n")
              .collect(Collectors.joining()));
      return this;
    }
  }
}
