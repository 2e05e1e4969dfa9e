package dev.tidemark.it.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.CloseCalls;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** However lines are shuffled and distributed over files, the answers are the same. */
class AnyOrderIT {
  private static final String PIPELINE =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, name: Read, config: {path: none}}
          - type: AssignTimestamps
            name: Times
            input: Read
            config: {timestamp: Creation_Time, max_delay: 10s}
          - {type: Filter, name: WithX, input: Times, config: {keep: x is not null}}
          - type: Combine
            name: Sessions
            input: WithX
            windowing: {type: sessions, gap: 5s}
            config:
              group_by: User
              combine:
                count: count
                activities: {fn: distinct, value: gt}
                mean_x: {fn: mean, value: x}
          - {type: WriteToJson, name: S, input: Sessions, config: {path: sessions}}
          - type: AlertOnCount
            name: Alerts
            input: Times
            config: {key: User, gap: 5s, count: 3, when: "gt in ('stairsup', 'stairsdown')"}
          - {type: WriteToJson, name: A, input: Alerts, config: {path: alerts}}
          - {type: Deduplicate, name: Distinct, input: Times, config: {key: User, within: 10m}}
          - type: Combine
            name: Counts
            input: Distinct
            config: {group_by: User, combine: {count: count}}
          - {type: WriteToJson, name: C, input: Counts, config: {path: counts}}
      """;

  /** All randomness comes from the seed: a failing try can be repeated. */
  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void anyOrderAndAnySplitGiveTheSameRows(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int parts) throws IOException {
    Path folder = Files.createTempDirectory("any-order");
    try {
      Random random = new Random(seed);
      List<String> lines = CloseCalls.lines(random, 150, 3);
      Collections.shuffle(lines, random);
      List<Path> files = deal(lines, folder, parts, random);
      Path pipeline = Files.writeString(folder.resolve("any-order.yaml"), PIPELINE);
      Path output = folder.resolve("out");

      // No profile: Beam's own checks for mutations and encodings stay on.
      Outcome.of(
              "--pipeline=" + pipeline,
              "--runner=DirectRunner",
              "--input=" + folder + "/part-*.json",
              "--output=" + output)
          .endsWith(0);

      Oracle oracle = Oracle.over(files);
      Answers alerts = oracle.sessionAlerts(3);
      Answers counts = oracle.deduplicatedCounts();
      Results results = new Results(output);
      Rows.assertSame(
          "sessions", results.rows("sessions"), oracle.answersOf("sessions").of("results"));
      Rows.assertSame("alerts", results.rows("alerts"), alerts.of("results"));
      Rows.assertSame("counts", results.rows("counts"), counts.of("results"));
      List<JsonNode> late = new ArrayList<>(alerts.of("late"));
      late.addAll(counts.of("late"));
      Rows.assertSame("late", results.rows("late"), late);
    } finally {
      delete(folder);
    }
  }

  private static List<Path> deal(List<String> lines, Path folder, int parts, Random random)
      throws IOException {
    List<List<String>> dealt = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      dealt.add(new ArrayList<>());
    }
    lines.forEach(line -> dealt.get(random.nextInt(parts)).add(line));
    List<Path> files = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      files.add(Files.write(folder.resolve("part-" + part + ".json"), dealt.get(part)));
    }
    return files;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
