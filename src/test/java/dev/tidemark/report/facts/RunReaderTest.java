package dev.tidemark.report.facts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.report.facts.ManifestFacts.Records;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.facts.RejectedFacts.Reason;
import dev.tidemark.report.facts.RejectedFacts.Sample;
import dev.tidemark.report.facts.SummaryFacts.DeviceDelays;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of output directories that are made by hand. */
class RunReaderTest {
  private static final String TWO_ROWS =
      "{\"User\":\"a\",\"count\":3}\n{\"User\":\"b\",\"count\":5}\n";

  @TempDir private Path folder;

  @Test
  void aManifestIsRead() throws IOException {
    write(
        "_manifest.json",
        "{'pipeline':'p','runner':'r','mode':'replay','arrivals':'Arrival_Time',"
            + "'started':'2026-11-30T00:00:00Z','finished':'2026-11-30T00:00:02.500Z',"
            + "'clocks':{'EventTime':{'table':'clocks.yaml','digest':'x'}},"
            + "'records':{'read':9,'accepted':7,'malformed':2,'late':1,'duplicate':3},"
            + "'outputs':{},'steps':{'Read':{'read':9,'accepted':7,'malformed':2},"
            + "'EventTime':{'read':7,'filtered':1,'late':1,'duplicate':3,'corrected':4}},"
            + "'failed_conditions':['some is none'],'of_a_later_version':[1]}");

    ManifestFacts manifest = read().manifest().orElseThrow();

    assertThat(manifest.pipeline() + manifest.runner() + manifest.mode()).isEqualTo("prreplay");
    assertThat(manifest.arrivals()).isEqualTo("Arrival_Time");
    assertThat(manifest.duration().orElseThrow().toMillis()).isEqualTo(2500);
    assertThat(manifest.clocks()).containsEntry("EventTime", "clocks.yaml");
    assertThat(manifest.records()).isEqualTo(new Records(9, 7, 2, 1, 3));
    assertThat(manifest.steps())
        .containsEntry("Read", new StepCounts(9, 7, 2, 0, 0, 0, 0))
        .containsEntry("EventTime", new StepCounts(7, 0, 0, 1, 3, 1, 4));
    assertThat(manifest.steps().get("EventTime").passed()).isEqualTo(2);
    assertThat(manifest.failedConditions()).containsExactly("some is none");
    assertThat(read().isStream()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{'name':'of another program'}", "{'records':5}", "<a>"})
  void aForeignManifestIsRefused(String manifest) throws IOException {
    write("_manifest.json", manifest);

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("_manifest.json is not what a run writes");
  }

  @Test
  void aDirectoryWithoutARunIsRefused() throws IOException {
    write("results/part-1.jsonl", TWO_ROWS);

    assertThatThrownBy(this::read)
        .hasMessage(
            "there is neither _manifest.json nor _progress.jsonl; name the --output of a run");
  }

  @Test
  void aManifestThatLacksFieldsHasNone() throws IOException {
    write("_manifest.json", "{'records':{},'outputs':[],'steps':5,'started':'yesterday'}");

    ManifestFacts manifest = read().manifest().orElseThrow();

    assertThat(manifest.records()).isEqualTo(new Records(0, 0, 0, 0, 0));
    assertThat(manifest.outputs()).isEmpty();
    assertThat(manifest.steps()).isEmpty();
    assertThat(manifest.duration()).isEmpty();
    assertThat(read().summary()).isEmpty();
  }

  @Test
  void aSummaryIsReadWithoutRowsOfAnotherLength() throws IOException {
    finished();
    write(
        "_report.json",
        "{'tidemark':'1','event_time':{'max_delay_ms':10000},'readings':8,"
            + "'devices':[{'device':'d','readings':6,'min_delay_ms':-4,'max_delay_ms':77}],"
            + "'other_devices':{'readings':2},'delay_histogram':[[-4,-3,1],[5],[8,9,7]],"
            + "'density':[{'device':'d','arrival_bin_ms':1000,'cells':[[0,1,2,3],[1]],"
            + "'least':[[0,-4],'x']}]}");

    SummaryFacts summary = read().summary().orElseThrow();

    assertThat(summary.devices()).containsExactly(new DeviceDelays("d", 6, 0, 0, 0, 0, -4, 77));
    assertThat(summary.eventTime().maxDelayMs()).isEqualTo(10_000);
    assertThat(summary.eventTime().hasArrivals()).isTrue();
    assertThat(summary.delayHistogram())
        .containsExactly(new long[] {-4, -3, 1}, new long[] {8, 9, 7});
    assertThat(summary.density().get(0).cells()).containsExactly(new long[] {0, 1, 2, 3});
    assertThat(summary.density().get(0).least()).containsExactly(new long[] {0, -4});
    assertThat(summary.largestDelayMs()).as("there are other devices").isEmpty();
  }

  @Test
  void readingsWithoutADeviceAreNamedSo() throws IOException {
    finished();
    write("_report.json", "{'devices':[{'device':''}],'density':[{'device':''}]}");

    SummaryFacts summary = read().summary().orElseThrow();

    assertThat(summary.devices().get(0).device()).isEqualTo("(no name)");
    assertThat(summary.density().get(0).device()).isEqualTo("(no name)");
  }

  @Test
  void aTruncatedRowIsMissing() throws IOException {
    finished("results", 4);
    write("results/part-1.jsonl", TWO_ROWS + "{\"User\":\"c\",\"cou");
    write("results/part-2.jsonl", "{\"User\":\"d\",\"count\":1}\n");

    SinkFacts sink = read().sinks().get(0);

    assertThat(sink.found())
        .isEqualTo(new RowsFound(4, 3, true, Optional.of("part-1.jsonl")))
        .returns(true, RowsFound::differ);
    assertThat(sink.rows().stream().map(ResultRow::lane)).containsExactly("a", "b", "d");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void otherRowsThanWereCountedDiffer(long counted) throws IOException {
    finished("results", counted);
    write("results/part-1.jsonl", TWO_ROWS);

    RowsFound found = read().sinks().get(0).found();

    assertThat(found).isEqualTo(new RowsFound(counted, 2, true, Optional.empty()));
    assertThat(found.differ()).isEqualTo(counted != 2);
    assertThat(found.total()).isEqualTo(Math.max(counted, 2));
  }

  @Test
  void aSinkWithoutFilesLacksAllItsRows() throws IOException {
    finished("results", 7);

    assertThat(read().sinks().get(0).found())
        .isEqualTo(new RowsFound(7, 0, true, Optional.empty()))
        .returns(true, RowsFound::differ);
  }

  @Test
  void aCompressedFileThatIsCutOffIsBroken() throws IOException {
    finished("results", 2);
    Path file = folder.resolve("results/part-1.jsonl.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(TWO_ROWS.getBytes(UTF_8));
    }
    byte[] whole = Files.readAllBytes(file);
    assertThat(read().sinks().get(0).found())
        .isEqualTo(new RowsFound(2, 2, true, Optional.empty()));

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThat(read().sinks().get(0).found().brokenFile()).contains("part-1.jsonl.gz");
  }

  @Test
  void moreRowsThanAPageReadsAreNotMissing() throws IOException {
    finished("results", 400_000);
    String rows = "{\"n\":1}\n".repeat(200_000);
    write("results/part-1.jsonl", rows);
    write("results/part-2.jsonl", rows);

    assertThat(read().sinks().get(0).found())
        .isEqualTo(new RowsFound(400_000, 200_000, false, Optional.empty()))
        .returns(false, RowsFound::differ);
  }

  @Test
  void whatAFileHasTooFewOfGoesToTheNext() throws IOException {
    finished("results", 150_001);
    write("results/part-1.jsonl", "{\"n\":1}\n");
    write("results/part-2.jsonl", "{\"n\":1}\n".repeat(150_000));

    assertThat(read().sinks().get(0).found())
        .isEqualTo(new RowsFound(150_001, 150_001, true, Optional.empty()));
  }

  @Test
  void rowsOfCsvAreThoseOfJson() throws IOException {
    finished("results", 2);
    write(
        "results/part-1.csv",
        "window_start,window_end,User,count,activities\r\n"
            + "2026-01-01T00:00:00Z,2026-01-01T00:00:01Z,\"a,\"\"b\",3,\"[\"\"sit\"\",\"\"walk\"\"]\"\r\n"
            + "2026-01-01T00:00:05Z,2026-01-01T00:00:07Z,,4,\r\n");

    SinkFacts sink = read().sinks().get(0);

    assertThat(sink.rows())
        .containsExactly(
            new ResultRow(
                "a,\"b", 1_767_225_600_000L, 1_767_225_601_000L, List.of("sit", "walk"), 3, "", 0),
            new ResultRow(
                "\u2013", 1_767_225_605_000L, 1_767_225_607_000L, List.of("\u2013"), 4, "", 0));
    assertThat(sink.hasBars()).isTrue();
    assertThat(sink.hasEqualSpans()).isFalse();
  }

  @Test
  void aParquetSinkIsSaidToBeUnread() throws IOException {
    finished("results", 5);
    write("results/part-1.parquet", "PAR1");

    SinkFacts sink = read().sinks().get(0);

    assertThat(sink.unread().orElseThrow())
        .startsWith("part-1.parquet is neither JSON lines nor CSV");
    assertThat(sink.found().differ()).isFalse();
    assertThat(sink.rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "..", ".hidden", "a/b", "a\\\\b", "", "kafka:topic"})
  void aSinkThatIsNoDirectoryOfTheRunIsNotRead(String name) throws IOException {
    folder = Files.createDirectory(folder.resolve("run"));
    for (String each : List.of("../outside", ".", ".hidden", "a/b", "kafka:topic")) {
      write(each + "/part-1.jsonl", TWO_ROWS);
    }
    finished(name, 2);

    RunReport run = read();

    assertThat(run.sinks()).isEmpty();
    assertThat(run.unreadSinks()).containsExactly(name.replace("\\\\", "\\"));
  }

  @Test
  void sinksBeyondTheSixteenthAreNotRead() throws IOException {
    String outputs =
        IntStream.range(0, 19).mapToObj(i -> "'s" + i + "':1").collect(Collectors.joining(","));
    write("_manifest.json", "{'records':{},'outputs':{" + outputs + "}}");
    for (int i = 0; i < 19; i++) {
      write("s" + i + "/part-1.jsonl", "{\"n\":1}\n");
    }

    RunReport run = read();

    assertThat(run.sinks().stream().map(SinkFacts::name))
        .containsExactlyElementsOf(IntStream.range(0, 16).mapToObj(i -> "s" + i).toList());
    assertThat(run.unreadSinks()).containsExactly("s16", "s17", "s18");
  }

  @Test
  void aLongProgressIsThinnedWithWhatIsLargest() throws IOException {
    String rows =
        IntStream.rangeClosed(1, 5000)
            .mapToObj(
                i ->
                    "{'seconds':%d,'readings':%d,'watermark':'2026-01-01T00:00:00Z','behind_ms':%d,"
                            .formatted(i, i * 10, i == 2222 ? 99_999 : i % 7)
                        + "'rows':{'counts':%d},'heap_bytes':%d}\n".formatted(i, i == 3333 ? 9 : 5))
            .collect(Collectors.joining());
    write("_progress.jsonl", rows + "{'seconds':50");

    RunReport run = read();

    assertThat(run.progress()).hasSizeBetween(600, 1200);
    assertThat(run.progress().get(run.progress().size() - 1))
        .isEqualTo(
            new ProgressPoint(
                5000,
                50_000,
                OptionalLong.empty(),
                OptionalLong.of(1_767_225_600_000L),
                run.progress().get(run.progress().size() - 1).behindMs(),
                Map.of(),
                Map.of("counts", 5000L),
                5));
    assertThat(run.progress().stream().mapToLong(it -> it.behindMs().getAsLong()).max())
        .hasValue(99_999);
    assertThat(run.progress().stream().mapToLong(ProgressPoint::heapBytes).max()).hasValue(9);
    assertThat(run.progress().stream().mapToDouble(ProgressPoint::seconds).toArray())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(run.manifest()).isEmpty();
    assertThat(run.isStream()).isTrue();
    assertThat(run.sinks().get(0).found().counted()).isEqualTo(5000);
  }

  @Test
  void rejectedRecordsAreCountedByReason() throws IOException {
    finished("late", 6);
    String late =
        Stream.of(5, 900, 30, 7)
            .map(by -> "{'reason':'behind_order','late_by_ms':" + by + ",'reading':{'User':'a'}}\n")
            .collect(Collectors.joining());
    write(
        "late/part-1.jsonl",
        late
            + "{'reason':'wrong_type','error':'x is text','line':'{x','file':'in.json','offset':12}\n"
            + "{'reason':'malformed_json','error':'?','line_base64':'w6Q=','file':'f','offset':0}\n");

    RunReport run = read();

    assertThat(run.sinks()).isEmpty();
    RejectedFacts rejected = run.rejected().get(0);
    assertThat(rejected.found()).isEqualTo(new RowsFound(6, 6, true, Optional.empty()));
    assertThat(rejected.reasons().stream().map(Reason::reason))
        .containsExactly("behind_order", "wrong_type", "malformed_json");
    assertThat(rejected.reasons().stream().map(Reason::count)).containsExactly(4L, 1L, 1L);
    assertThat(rejected.reasons().get(0).mostLateMs()).contains(900L);
    assertThat(rejected.reasons().get(0).samples()).hasSize(3);
    assertThat(rejected.reasons().get(1).samples())
        .containsExactly(new Sample("{x", Optional.empty(), "x is text", "in.json", 12));
    assertThat(rejected.reasons().get(2).samples().get(0).text()).isEqualTo("\u00e4");
  }

  private RunReport read() throws IOException {
    return RunReader.read(
        Directory.named(new PathOrUri(folder.toString()), new LocalDirectories()));
  }

  private void finished() throws IOException {
    write("_manifest.json", "{'records':{}}");
  }

  private void finished(String sink, long rows) throws IOException {
    write("_manifest.json", "{'records':{},'outputs':{'" + sink + "':" + rows + "}}");
  }

  /** Writes a file; single quotes in JSON stand for double ones. */
  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name.endsWith(".csv") ? text : text.replace('\'', '"'));
  }
}
