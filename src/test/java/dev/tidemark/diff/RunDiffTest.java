package dev.tidemark.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.output.FinishedRun;
import dev.tidemark.output.SinkEntry;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.row.RowIdentity.Finality;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunDiffTest {
  @TempDir private Path folder;

  /** In one pass, in some, and with hardly a row in each. */
  @ParameterizedTest
  @EnumSource(names = {"EVERY_ROW", "LAST_OF_KEY"})
  void theNumberOfPassesChangesNothing(Finality finality) throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add("{\"key\":%d,\"value\":%d}".formatted(i % 100, i));
    }
    FinishedRun first = run("a", rows, finality);
    rows.set(299, "{\"key\":99,\"value\":-1}");
    rows.set(298, "{\"key\":1000,\"value\":0}");
    rows.add("{\"key\":1001,\"value\":0}");
    FinishedRun second = run("b", rows, finality);

    List<SinkDiff> whole = RunDiff.within(1 << 30, first, second, 3);
    SinkDiff.Different different = (SinkDiff.Different) whole.get(0);
    assertThat(different.count()).isEqualTo(4);
    assertThat(different.examples()).hasSize(3);
    assertThat(RunDiff.within(50_000, first, second, 3)).isEqualTo(whole);
    assertThat(RunDiff.within(1_000, first, second, 3)).isEqualTo(whole);
  }

  /** All of these differ, so that the sums of rows leave all of them to be compared. */
  @Test
  void rowsThatDifferAreComparedInPassesToo() throws Exception {
    List<String> ofFirst = new ArrayList<>();
    List<String> ofSecond = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ofFirst.add("{\"key\":%d,\"value\":1}".formatted(1_000 + i));
      ofSecond.add("{\"key\":%d,\"value\":2}".formatted(1_000 + i));
    }
    FinishedRun first = run("a", ofFirst, Finality.EVERY_ROW);
    FinishedRun second = run("b", ofSecond, Finality.EVERY_ROW);
    List<SinkDiff> whole = RunDiff.within(1 << 30, first, second, 3);
    assertThat(whole).hasSize(1);
    SinkDiff.Different different = (SinkDiff.Different) whole.get(0);
    assertThat(different.count()).isEqualTo(100);
    assertThat(different.firstRows()).isEqualTo(100);
    assertThat(different.examples())
        .extracting(RowDiff::name)
        .containsExactly("{\"key\":1000}", "{\"key\":1001}", "{\"key\":1002}");
    assertThat(RunDiff.within(1, first, second, 3)).isEqualTo(whole);
  }

  /** Two rows instead of one are a difference, also where nothing else tells. */
  @Test
  void rowsAreCounted() throws Exception {
    String row = "{\"key\":1,\"value\":1}";
    SinkDiff diff =
        RunDiff.of(
                run("a", List.of(row, row), Finality.EVERY_ROW),
                run("b", List.of(row), Finality.EVERY_ROW),
                3)
            .get(0);
    assertThat(diff)
        .isEqualTo(
            new SinkDiff.Different(
                "rows",
                2,
                1,
                1,
                List.of(new RowDiff("{\"key\":1}", Optional.of(row), Optional.empty()))));
  }

  private FinishedRun run(String name, List<String> rows, Finality finality) throws Exception {
    Path directory = folder.resolve(name);
    Files.write(Files.createDirectories(directory.resolve("rows")).resolve("part-1.jsonl"), rows);
    return new FinishedRun(
        name,
        Directory.named(new PathOrUri(directory.toString()), new LocalDirectories()),
        "p",
        "r",
        "m",
        Map.of("rows", (long) rows.size()),
        Map.of(
            "rows",
            new SinkEntry(
                new RowIdentity(List.of("key"), List.of(), finality, List.of()), Map.of())));
  }
}
