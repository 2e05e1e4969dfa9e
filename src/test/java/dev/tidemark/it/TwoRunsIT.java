package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.StreamProcess;
import dev.tidemark.testing.cluster.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs into one output directory, at once or after one that was killed. */
class TwoRunsIT {
  private static final int TIMES = 3;

  @TempDir private Path folder;

  @BeforeEach
  void makeInput() throws IOException {
    for (int readings : List.of(3, 5)) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < readings; i++) {
        lines.append(
            "{\"Arrival_Time\":%d,\"Creation_Time\":%d000000,\"User\":\"a\",\"Device\":\"d\"}\n"
                .formatted(1000 + i, 1000 + i));
      }
      Files.writeString(folder.resolve("in-" + readings + ".json"), lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "replay"})
  void onlyOneOfTwoConcurrentRunsSucceeds(String mode) throws Exception {
    for (int time = 0; time < TIMES; time++) {
      Path output = folder.resolve("out" + time);
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Outcome> three =
          CompletableFuture.supplyAsync(() -> at(start, args(3, mode, output)));
      CompletableFuture<Outcome> five =
          CompletableFuture.supplyAsync(() -> at(start, args(5, mode, output)));

      int winner = three.get().exitCode() == 0 ? 3 : 5;
      (winner == 3 ? three : five).get().endsWith(0);
      Outcome loser = (winner == 3 ? five : three).get().endsWith(74);
      assertThat(loser.log())
          .containsAnyOf("is in use by another run (process ", "already holds results");
      Results results = new Results(output);
      results.assertContainsOnly(List.of("results", "malformed"));
      assertThat(results.records("read")).isEqualTo(winner);
      assertThat(results.rows("results"))
          .singleElement()
          .satisfies(row -> assertThat(row.get("count").intValue()).isEqualTo(winner));
    }
  }

  @Test
  void theOutputOfAKilledRunIsUnlocked() throws Exception {
    Path output = folder.resolve("out");
    try (JavaProcess followed = StreamProcess.of(args(3, "follow", output)).start()) {
      followed.awaitLine(Pattern.compile("on DirectRunner, follow"));

      assertThat(Outcome.of(args(5, "batch", output)).endsWith(74).log())
          .contains("output " + output + " is in use by another run (process ")
          .contains(", pipeline tumbling-counts, since 20");
      assertThat(Outcome.of(args(5, "batch", output)).endsWith(74).log()).contains("in use");
      followed.kill();
    }

    Outcome next = Outcome.of(args(5, "batch", output, "--overwrite")).endsWith(0);

    assertThat(next.log())
        .contains("tidemark: " + output + "/_running was left by a run that has died (process ");
    assertThat(new Results(output).rows("results")).hasSize(1);
    assertThat(new Results(output).listing()).noneMatch(name -> name.startsWith("_running"));
  }

  private List<String> args(int readings, String mode, Path output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--pipeline=pipelines/tumbling-counts.yaml",
                "--profile=runner-profiles/direct.properties",
                "--mode=" + mode,
                "--input=" + folder + "/in-" + readings + ".json",
                "--output=" + output));
    args.addAll(List.of(more));
    return args;
  }

  private static Outcome at(CyclicBarrier start, List<String> args) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return Outcome.of(args);
  }
}
