package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.oracle.Rows;
import dev.tidemark.testing.oracle.spark.LocalSpark;
import dev.tidemark.testing.oracle.spark.SparkRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Questions like those of Nexmark to bids of a declared schema are answered as by Spark SQL. */
@TestInstance(Lifecycle.PER_CLASS)
class BidsIT {
  private static final int BIDS = 3_000;

  private static final String READ =
      """
      pipeline:
        transforms:
          - type: ReadFromJson
            name: Read
            config:
              path: none
              schema:
                properties:
                  auction: integer
                  bidder: integer
                  price: integer
                  channel: string
                  date_time: {type: string, format: date-time}
                required: [auction, bidder, price, channel, date_time]
              identity: [bidder, auction]
          - {type: AssignTimestamps, name: Bids, input: Read, config: {timestamp: date_time}}
      """;

  private static final String QUESTIONS =
      READ
          + """
              - {type: WriteToJson, name: W1, input: Bids, config: {path: all}}
              - {type: Filter, name: Some, input: Bids, config: {keep: auction % 7 = 0}}
              - {type: WriteToJson, name: W2, input: Some, config: {path: some}}
              - type: Combine
                name: Sessions
                input: Bids
                windowing: {type: sessions, gap: 10s}
                config: {group_by: bidder, combine: {count: count, spent: {fn: sum, value: price}}}
              - {type: WriteToJson, name: W3, input: Sessions, config: {path: sessions}}
              - type: Combine
                name: Highest
                input: Bids
                windowing: {type: fixed, size: 1m}
                config:
                  combine:
                    count: count
                    highest: {fn: max, value: price}
                    top_bidder: {fn: max_by, value: bidder, by: price}
                    top_auction: {fn: max_by, value: auction, by: price}
              - {type: WriteToJson, name: W4, input: Highest, config: {path: highest}}
          """;

  private static final String HAVING =
      READ
          + """
              - type: Combine
                name: Counts
                input: Bids
                windowing: {type: fixed, size: 10m}
                config: {group_by: auction, combine: {count: count, highest: {fn: max, value: price}}}
              - {type: Filter, name: Hot, input: Counts, config: {keep: count > 45 and highest >= 990}}
              - {type: WriteToJson, name: Write, input: Hot, config: {path: hot}}
          """;

  /** Aggregations of rows: in the windows that they answer, in longer ones, and over all time. */
  private static final String AGAIN =
      READ
          + """
              - type: Combine
                name: Counts
                input: Bids
                windowing: {type: sliding, size: 10m, period: 5m}
                config: {group_by: auction, combine: {count: count, highest: {fn: max, value: price}}}
              - type: Combine
                name: Hottest
                input: Counts
                config: {combine: {auctions: count, most: {fn: max, value: count}}}
              - {type: WriteToJson, name: W1, input: Hottest, config: {path: hottest}}
              - type: Combine
                name: Halves
                input: Counts
                windowing: {type: fixed, size: 30m}
                config: {group_by: auction, combine: {windows: count, counted: {fn: sum, value: count}}}
              - {type: WriteToJson, name: W2, input: Halves, config: {path: halves}}
              - type: Combine
                name: Sessions
                input: Bids
                windowing: {type: sessions, gap: 10s}
                config: {group_by: bidder, combine: {spent: {fn: sum, value: price}}}
              - {type: Filter, name: Spending, input: Sessions, config: {keep: spent > 500}}
              - type: Combine
                name: Bidders
                input: Spending
                windowing: {type: global}
                config: {group_by: bidder, combine: {sessions: count, best: {fn: max, value: spent}}}
              - {type: WriteToJson, name: W3, input: Bidders, config: {path: bidders}}
              - type: Combine
                name: Starts
                input: Sessions
                windowing: {type: fixed, size: 20m}
                config: {timestamp: window_start, combine: {sessions: count}}
              - {type: WriteToJson, name: W4, input: Starts, config: {path: starts}}
          """;

  private static final String SESSIONS =
      """
      (select session_window.start as start, bidder, sum(price) as spent
       from bids group by bidder, session_window(date_time, '9.999999 seconds'))
      """;

  private static final String COUNTS =
      """
      (select window, auction, count(*) as count
       from bids group by auction, window(date_time, '10 minutes', '5 minutes'))
      """;

  private static final Map<String, String> AGAIN_QUERIES =
      Map.of(
          "hottest",
          "select window.start as window_start, window.end as window_end, count(*) as auctions,"
              + " max(count) as most from "
              + COUNTS
              + " group by window",
          "halves",
          "select half.start as window_start, half.end as window_end, auction, count(*) as windows,"
              + " sum(count) as counted from (select auction, count,"
              + " window(window.end - interval 1 millisecond, '30 minutes') as half from "
              + COUNTS
              + ") group by half, auction",
          "bidders",
          "select bidder, count(*) as sessions, max(spent) as best from "
              + SESSIONS
              + " where spent > 500 group by bidder",
          "starts",
          "select w.start as window_start, w.end as window_end, count(*) as sessions from"
              + " (select window(start, '20 minutes') as w from "
              + SESSIONS
              + ") group by w");

  private static final Map<String, String> QUERIES =
      Map.of(
          "all",
          "select auction, bidder, price, channel, date_time from bids",
          "some",
          "select auction, bidder, price, channel, date_time from bids where auction % 7 = 0",
          "sessions",
          """
          select session_window.start as window_start,
            session_window.end + interval 1 microsecond as window_end,
            bidder, count(*) as count, sum(price) as spent
          from bids
          group by bidder, session_window(date_time, '9.999999 seconds')
          """,
          "highest",
          """
          select window.start as window_start, window.end as window_end, count(*) as count,
            max(price) as highest,
            min_by(bidder, struct(-price, date_time, bidder, auction)) as top_bidder,
            min_by(auction, struct(-price, date_time, bidder, auction)) as top_auction
          from bids
          group by window(date_time, '1 minute')
          """,
          "hot",
          """
          select window.start as window_start, window.end as window_end, auction,
            count(*) as count, max(price) as highest
          from bids
          group by auction, window(date_time, '10 minutes')
          having count > 45 and highest >= 990
          """);

  private final Map<String, List<JsonNode>> answers = new HashMap<>();
  private Path input;

  /** Before Tidemark runs on Spark: there is one Spark in a process at a time. */
  @BeforeAll
  void askSpark(@TempDir Path folder) throws IOException {
    input = Files.writeString(folder.resolve("bids.jsonl"), bids(new SplittableRandom(1)));
    SparkSession spark = LocalSpark.start(folder);
    spark
        .read()
        .schema("auction long, bidder long, price long, channel string, date_time timestamp")
        .json(input.toString())
        .createOrReplaceTempView("bids");
    for (Map<String, String> queries : List.of(QUERIES, AGAIN_QUERIES)) {
      for (Map.Entry<String, String> query : queries.entrySet()) {
        answers.put(query.getKey(), SparkRows.of(query.getValue(), spark));
      }
    }
    spark.stop();
    assertThat(answers.get("all")).hasSize(BIDS);
    assertThat(answers.get("some")).hasSizeBetween(100, BIDS / 2);
    assertThat(answers.get("hot")).hasSizeBetween(5, 60);
    assertThat(answers.get("bidders")).hasSizeBetween(10, 40);
  }

  @ParameterizedTest
  @EnumSource
  void questions(Engine engine, @TempDir Path folder) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("bids.yaml"), QUESTIONS);

    Results results = engine.run(pipeline.toString(), List.of(input), folder.resolve("out"));

    for (String sink : List.of("all", "some", "sessions", "highest")) {
      Rows.assertSame(sink, engine.finalRows(results, sink), answers.get(sink));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*_BATCH")
  void having(Engine engine, @TempDir Path folder) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("having.yaml"), HAVING);

    Results results = engine.run(pipeline.toString(), List.of(input), folder.resolve("out"));

    Rows.assertSame("hot", engine.finalRows(results, "hot"), answers.get("hot"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*_BATCH")
  void aggregationsOfRows(Engine engine, @TempDir Path folder) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("again.yaml"), AGAIN);

    Results results = engine.run(pipeline.toString(), List.of(input), folder.resolve("out"));

    for (String sink : AGAIN_QUERIES.keySet()) {
      Rows.assertSame(sink, engine.finalRows(results, sink), answers.get(sink));
    }
  }

  /** The rows of a stream may be replaced later: a condition would keep what no longer meets it. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*_REPLAY")
  void aStreamRefusesHaving(Engine engine, @TempDir Path folder) throws IOException {
    assertThat(refused(engine, HAVING, folder)).contains("Hot");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*_REPLAY")
  void aStreamRefusesAggregationsOfRows(Engine engine, @TempDir Path folder) throws IOException {
    assertThat(refused(engine, AGAIN, folder))
        .contains("'Hottest' aggregates the rows of 'Counts'", "'Bidders'", "--mode=batch");
  }

  private String refused(Engine engine, String yaml, Path folder) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("refused.yaml"), yaml);

    Outcome outcome =
        Outcome.of(
                "--pipeline=" + pipeline,
                engine.profileOption(),
                engine.modeOption(),
                "--input=" + input,
                "--output=" + folder.resolve("out"))
            .endsWith(64);
    return outcome.log();
  }

  /** Bids in some order, some at the same time and of the same price. */
  private static String bids(SplittableRandom random) {
    long start = Instant.parse("2026-03-01T06:00:00Z").toEpochMilli();
    List<String> channels = List.of("apple", "google", "baidu");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < BIDS; i++) {
      // Never a whole second, whose text is shorter.
      long millis = start + random.nextInt(3_600) * 1_000L + 1 + random.nextInt(999);
      lines.append(
          "{\"auction\":%d,\"bidder\":%d,\"price\":%d,\"channel\":\"%s\",\"date_time\":\"%s\",\"extra\":[%d]}\n"
              .formatted(
                  1_000 + random.nextInt(12),
                  2_000 + random.nextInt(40),
                  (random.nextInt(100) + 1) * 10,
                  channels.get(random.nextInt(3)),
                  Instant.ofEpochMilli(millis),
                  i));
    }
    return lines.toString();
  }
}
