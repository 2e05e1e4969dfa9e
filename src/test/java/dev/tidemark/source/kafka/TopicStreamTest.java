package dev.tidemark.source.kafka;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.format.LineScanner;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.kafka.TopicPosition.PartitionPosition;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.source.stream.SteadyClock;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.source.stream.TakenLines;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The merge of partitions, with a consumer that returns what the test says, when it says so. */
class TopicStreamTest {
  private static final KafkaTopic TOPIC = new KafkaTopic("activity", Map.of());
  private static final FollowSettings FOLLOWING =
      new FollowSettings(1, "/no/such/file", Duration.ofHours(1));

  private static final long WRONG_YEAR = 4_070_908_800_000L;

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(OffsetResetStrategy.NONE);

  @Test
  void mergesPartitionsByArrival() throws UnreadableInputException {
    TopicStream stream = open(ends(3, 2, 2));
    put(0, 0, TakenLines.line("a10", 10));
    put(0, 1, TakenLines.line("a30", 30));
    put(0, 2, TakenLines.line("a60", 60));
    put(1, 0, TakenLines.line("b20", 20));
    put(1, 1, TakenLines.line("b30", 30));
    put(2, 0, TakenLines.line("c5", 5));
    put(2, 1, TakenLines.line("c70", 70));

    assertThat(TakenLines.from(stream))
        .containsExactly("c5", "a10", "b20", "a30", "b30", "a60", "c70");
    assertThat(stream.hasEnded()).isTrue();
  }

  @Test
  void onePartitionIsInOffsetOrder() throws UnreadableInputException {
    TopicStream stream = open(ends(3, 1));
    put(0, 0, TakenLines.line("a30", 30));
    put(0, 1, TakenLines.line("a10", 10));
    put(0, 2, TakenLines.line("a40", 40));
    put(1, 0, TakenLines.line("b35", 35));

    assertThat(TakenLines.from(stream)).containsExactly("a30", "a10", "b35", "a40");
  }

  /** It does not delay what follows it in its partition, wherever it is. */
  @Test
  void aRecordFromAnotherYearDelaysNothing() throws UnreadableInputException {
    TopicStream stream = open(ends(4, 3, 2));
    put(0, 0, TakenLines.line("a10", 10));
    put(0, 1, TakenLines.line("a2099", WRONG_YEAR));
    put(0, 2, TakenLines.line("a30", 30));
    put(0, 3, TakenLines.line("a50", 50));
    put(1, 0, TakenLines.line("b2099", WRONG_YEAR));
    put(1, 1, TakenLines.line("b20", 20));
    put(1, 2, TakenLines.line("b60", 60));
    put(2, 0, TakenLines.line("c40", 40));
    put(2, 1, TakenLines.line("c2099", WRONG_YEAR));

    assertThat(TakenLines.from(stream))
        .containsExactly("a10", "b2099", "b20", "a2099", "a30", "c40", "a50", "b60", "c2099");
    assertThat(stream.hasEnded()).isTrue();
  }

  /** Later records show whether it is wrong, so the stream waits for them if there are any. */
  @Test
  void fetchOrderDoesNotMatterForARecordFromAnotherYear() throws UnreadableInputException {
    TopicStream stream = open(ends(3, 2));
    put(0, 0, TakenLines.line("a2099", WRONG_YEAR));
    put(1, 0, TakenLines.line("b10", 10));
    put(1, 1, TakenLines.line("b40", 40));
    assertThat(TakenLines.from(stream)).isEmpty();
    put(0, 1, TakenLines.line("a20", 20));
    put(0, 2, TakenLines.line("a30", 30));

    assertThat(TakenLines.from(stream)).containsExactly("b10", "a2099", "a20", "a30", "b40");
  }

  @Test
  void aFollowedPartitionThatEndsWithARecordFromAnotherYearDoesNotWait()
      throws UnreadableInputException {
    TopicStream stream = open(ends(PartitionRange.UNBOUNDED, PartitionRange.UNBOUNDED));
    consumer.updateEndOffsets(Map.of(partition(0), 1L, partition(1), 1L));
    put(0, 0, TakenLines.line("a2099", WRONG_YEAR));
    put(1, 0, TakenLines.line("b10", 10));
    assertThat(TakenLines.from(stream)).containsExactly("b10", "a2099");

    consumer.updateEndOffsets(Map.of(partition(0), 3L, partition(1), 2L));
    put(0, 1, TakenLines.line("a30", 30));
    put(0, 2, TakenLines.line("a50", 50));
    put(1, 1, TakenLines.line("b40", 40));
    assertThat(TakenLines.from(stream)).containsExactly("a30", "b40", "a50");
  }

  /** After the night of one partition come the evening and the night of the other. */
  @Test
  void aGapIsNotARecordFromAnotherYear() throws UnreadableInputException {
    TopicStream stream = open(ends(12, 40));
    put(0, 0, TakenLines.line("a evening", 10));
    for (int i = 1; i < 12; i++) {
      put(0, i, TakenLines.line("a morning", 36_000_000 + i));
    }
    for (int i = 0; i < 40; i++) {
      put(1, i, TakenLines.line("b", 20 + i * 1_000_000));
    }
    List<String> names = TakenLines.from(stream);
    assertThat(names.subList(0, 37))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("a evening"), Collections.nCopies(36, "b").stream()).toList());
  }

  @Test
  void aPartitionWithMoreToComeDelaysTheOthers() throws UnreadableInputException {
    TopicStream stream = open(ends(2, 1));
    put(0, 0, TakenLines.line("a10", 10));
    put(0, 1, TakenLines.line("a20", 20));
    assertThat(TakenLines.from(stream)).isEmpty();
    assertThat(stream.hasEnded()).isFalse();
    assertThat(stream.waitsFor()).hasValue(1);

    put(1, 0, TakenLines.line("b15", 15));
    assertThat(TakenLines.from(stream)).containsExactly("a10", "b15", "a20");
    assertThat(stream.waitsFor()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void resumesFromAPosition(int taken) throws UnreadableInputException {
    TopicStream first = open(ends(3, 3));
    fill(consumer);
    List<String> names = new ArrayList<>(TakenLines.from(first, taken));
    TopicPosition position = first.position();
    first.close();

    MockConsumer<byte[], byte[]> another = new MockConsumer<>(OffsetResetStrategy.NONE);
    TopicStream second = open(another, position);
    fill(another);
    names.addAll(TakenLines.from(second));
    assertThat(names).containsExactly("b1", "a2", "a4", "kafka:activity/0@2: {", "b5", "b6");
    assertThat(second.hasEnded()).isTrue();
  }

  /** One partition has much, the other has nothing yet: memory must not fill up meanwhile. */
  @Test
  void bufferedRecordsAreBoundedWhileWaiting() throws UnreadableInputException {
    TopicStream stream = open(ends(10_000, 1));
    consumer.setMaxPollRecords(500);
    for (int i = 0; i < 10_000; i++) {
      put(0, i, TakenLines.line("a", i));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(stream.next()).isEmpty();
    }
    assertThat(consumer.position(partition(0))).isBetween(2_000L, 2_500L);

    put(1, 0, TakenLines.line("b", 9_999));
    assertThat(TakenLines.from(stream)).hasSize(10_001).endsWith("a", "b");
  }

  @Test
  void malformedRecordsAreNamedByPartitionAndOffset() throws UnreadableInputException {
    TopicStream stream = open(ends(0, 4));
    put(1, 0, "{\"User\":");
    consumer.addRecord(new ConsumerRecord<>(TOPIC.name(), 1, 1, null, null));
    put(1, 2, " \n");
    put(1, 3, "[1]");

    assertThat(TakenLines.from(stream))
        .containsExactly("kafka:activity/1@0: {\"User\":", "kafka:activity/1@3: [1]");
    assertThat(stream.hasEnded()).isTrue();
  }

  @Test
  void aByteOrderMarkIsNotPartOfARecord() throws UnreadableInputException {
    TopicStream stream = open(ends(4));
    put(0, 0, "\uFEFF" + TakenLines.line("a1", 1));
    put(0, 1, "\uFEFF \n");
    put(0, 2, "\uFEFF{");
    put(0, 3, "\uFEFF" + " ".repeat(LineScanner.MAX_LINE - 2) + "{}");

    assertThat(TakenLines.from(stream))
        .containsExactly(
            "a1",
            "kafka:activity/0@2: {",
            "kafka:activity/0@3: " + " ".repeat(LineScanner.MAX_LINE - 2) + "{}");
    assertThat(stream.hasEnded()).isTrue();
  }

  @Test
  void recordsAfterTheStartAreNotReplayed() throws UnreadableInputException {
    TopicStream stream = open(ends(2, 0));
    put(0, 0, TakenLines.line("a1", 1));
    put(0, 1, TakenLines.line("a2", 2));
    put(0, 2, TakenLines.line("a3", 3));
    put(1, 0, TakenLines.line("b1", 1));

    assertThat(TakenLines.from(stream)).containsExactly("a1", "a2");
    assertThat(stream.hasEnded()).isTrue();
  }

  /** A followed partition does not wait for records that may never come. */
  @Test
  void aDrainedPartitionDoesNotDelayTheOthersWhileFollowing() throws UnreadableInputException {
    TopicStream stream = open(ends(PartitionRange.UNBOUNDED, PartitionRange.UNBOUNDED));
    consumer.updateEndOffsets(Map.of(partition(0), 2L, partition(1), 0L));
    put(0, 0, TakenLines.line("a1", 1));
    put(0, 1, TakenLines.line("a2", 2));
    assertThat(TakenLines.from(stream)).containsExactly("a1", "a2");

    consumer.updateEndOffsets(Map.of(partition(0), 3L, partition(1), 1L));
    put(0, 2, TakenLines.line("a7", 7));
    assertThat(TakenLines.from(stream)).isEmpty();
    put(1, 0, TakenLines.line("b5", 5));
    assertThat(TakenLines.from(stream)).containsExactly("b5", "a7");
    assertThat(stream.hasEnded()).isFalse();
  }

  @Test
  void aNewPartitionIsReadFromItsBeginning() throws UnreadableInputException {
    TopicStream stream = open(ends(PartitionRange.UNBOUNDED));
    consumer.updatePartitions(TOPIC.name(), List.of(info(0), info(1)));
    consumer.updateBeginningOffsets(Map.of(partition(1), 3L));
    consumer.updateEndOffsets(Map.of(partition(0), 2L, partition(1), 5L));
    put(0, 0, TakenLines.line("a10", 10));
    put(0, 1, TakenLines.line("a30", 30));
    assertThat(TakenLines.from(stream)).isEmpty();

    put(1, 3, TakenLines.line("b20", 20));
    put(1, 4, TakenLines.line("b40", 40));
    assertThat(TakenLines.from(stream)).containsExactly("a10", "b20", "a30", "b40");
    assertThat(stream.hasEnded()).isFalse();
    assertThat(stream.position().partitions())
        .containsExactly(
            new PartitionPosition(0, 2, after(10, 30), PartitionRange.UNBOUNDED),
            new PartitionPosition(1, 5, after(20, 40), PartitionRange.UNBOUNDED));
  }

  @Test
  void aReplayReadsOnlyThePartitionsItBeganWith() throws UnreadableInputException {
    TopicStream stream = open(ends(1));
    consumer.updatePartitions(TOPIC.name(), List.of(info(0), info(1)));
    put(0, 0, TakenLines.line("a10", 10));
    assertThat(TakenLines.from(stream)).containsExactly("a10");
    assertThat(stream.hasEnded()).isTrue();
    assertThat(consumer.assignment()).containsExactly(partition(0));
  }

  private static SteadyClock.State after(long... arrivals) {
    SteadyClock clock = SteadyClock.resume(StreamRequirements.USUAL_STEP, SteadyClock.State.START);
    for (long arrival : arrivals) {
      clock.observe(arrival);
    }
    return clock.state();
  }

  private static PartitionInfo info(int partition) {
    return new PartitionInfo(TOPIC.name(), partition, null, null, null);
  }

  private TopicStream open(TopicPosition position) {
    return open(consumer, position);
  }

  private static TopicStream open(MockConsumer<byte[], byte[]> consumer, TopicPosition position) {
    ReadTracer tracer = new ReadTracer(TracedReading.NOBODY, "Read");
    return TopicStream.of(
        TOPIC,
        ACTIVITY,
        consumer,
        position,
        new ReplayPacer(Double.POSITIVE_INFINITY),
        FOLLOWING,
        StreamRequirements.USUAL_STEP,
        tracer);
  }

  /** As many partitions, each from its first record on. */
  private static TopicPosition ends(long... ends) {
    return new TopicPosition(
        IntStream.range(0, ends.length)
            .mapToObj(i -> new PartitionPosition(i, 0, SteadyClock.State.START, ends[i]))
            .toList());
  }

  /** The consumer does not see those before its position. */
  private static void fill(MockConsumer<byte[], byte[]> consumer) {
    List<List<String>> partitions =
        List.of(
            List.of(TakenLines.line("a2", 2), TakenLines.line("a4", 4), "{"),
            List.of(TakenLines.line("b1", 1), TakenLines.line("b5", 5), TakenLines.line("b6", 6)));
    for (int p = 0; p < partitions.size(); p++) {
      for (int i = (int) consumer.position(partition(p)); i < partitions.get(p).size(); i++) {
        put(consumer, p, i, partitions.get(p).get(i));
      }
    }
  }

  private void put(int partition, long offset, String value) {
    put(consumer, partition, offset, value);
  }

  private static void put(
      MockConsumer<byte[], byte[]> consumer, int partition, long offset, String value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            TOPIC.name(), partition, offset, null, value.getBytes(StandardCharsets.UTF_8)));
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC.name(), number);
  }
}
