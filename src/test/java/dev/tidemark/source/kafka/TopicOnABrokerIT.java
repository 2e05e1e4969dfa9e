package dev.tidemark.source.kafka;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.source.InputTopic;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.source.stream.TakenLines;
import dev.tidemark.testing.SharedServices;
import dev.tidemark.testing.kafka.EmbeddedBroker;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Topics as on a broker: with ends, gaps and deleted records. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(SharedServices.class)
class TopicOnABrokerIT {
  private EmbeddedBroker broker;

  @BeforeAll
  void share(EmbeddedBroker shared) {
    broker = shared;
  }

  @Test
  void aReplayEndsWithWhatWasThereWhenItBegan() throws Exception {
    KafkaTopic topic = topic("still", 3);
    send(topic, 0, TakenLines.line("a20", 20), TakenLines.line("a30", 30));
    send(topic, 2, TakenLines.line("c10", 10), TakenLines.line("c25", 25));
    InputTopic input = InputTopic.match(topic, ACTIVITY);
    send(topic, 1, TakenLines.line("b1", 1));
    assertThat(input.description()).isEqualTo("topic still, 3 partitions, 4 records");

    try (TopicStream stream =
        open(
            TopicPartitions.replay(
                input.topic(),
                ACTIVITY,
                input.ranges(),
                Double.POSITIVE_INFINITY,
                StreamRequirements.USUAL_STEP))) {
      assertThat(TakenLines.toTheEnd(stream)).containsExactly("c10", "a20", "c25", "a30");
    }
  }

  @Test
  void aReplayFromTheLatestOffsetIsEmpty() throws Exception {
    KafkaTopic topic = topic("latest", 1);
    send(topic, 0, TakenLines.line("a1", 1));
    InputTopic input = InputTopic.match(topic.with("auto.offset.reset", "latest"), ACTIVITY);
    try (TopicStream stream =
        open(
            TopicPartitions.replay(
                input.topic(),
                ACTIVITY,
                input.ranges(),
                Double.POSITIVE_INFINITY,
                StreamRequirements.USUAL_STEP))) {
      assertThat(stream.hasEnded()).isTrue();
    }
  }

  /** A transaction ends with a record of its own, which no consumer receives. */
  @Test
  void theEndIsReachedAcrossOffsetsWithoutRecords() throws Exception {
    KafkaTopic topic = topic("transactions", 1);
    try (Producer<String, String> producer = producer(Map.of("transactional.id", "t"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer
          .send(new ProducerRecord<>("transactions", 0, null, TakenLines.line("kept", 1)))
          .get();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", 0, null, TakenLines.line("not", 2))).get();
      producer.abortTransaction();
    }
    KafkaTopic committed = topic.with("isolation.level", "read_committed");
    InputTopic input = InputTopic.match(committed, ACTIVITY);
    try (TopicStream stream =
        open(
            TopicPartitions.replay(
                input.topic(),
                ACTIVITY,
                input.ranges(),
                Double.POSITIVE_INFINITY,
                StreamRequirements.USUAL_STEP))) {
      assertThat(TakenLines.toTheEnd(stream)).containsExactly("kept");
    }
  }

  @Test
  void deletedRecordsAreNotSkippedSilently() throws Exception {
    KafkaTopic topic = topic("gone", 1);
    send(topic, 0, TakenLines.line("a1", 1), TakenLines.line("a2", 2), TakenLines.line("a3", 3));
    InputTopic input = InputTopic.match(topic, ACTIVITY);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .deleteRecords(Map.of(new TopicPartition("gone", 0), RecordsToDelete.beforeOffset(2)))
          .all()
          .get();
    }
    try (TopicStream stream =
        open(
            TopicPartitions.replay(
                input.topic(),
                ACTIVITY,
                input.ranges(),
                Double.POSITIVE_INFINITY,
                StreamRequirements.USUAL_STEP))) {
      assertThatThrownBy(() -> TakenLines.toTheEnd(stream))
          .isInstanceOf(UnreadableInputException.class)
          .hasMessageContaining("cannot read input kafka:gone");
    }
  }

  @Test
  void aTopicIsFollowedUntilTheStopFileExists(@TempDir Path folder) throws Exception {
    KafkaTopic topic = topic("followed", 2);
    send(topic, 0, TakenLines.line("a1", 1));
    Path stop = folder.resolve("stop");
    FollowSettings settings = new FollowSettings(1, stop.toString(), Duration.ofHours(1));
    TopicPartitions partitions =
        TopicPartitions.follow(
            topic, ACTIVITY, PartitionRange.of(topic), settings, StreamRequirements.USUAL_STEP);
    TopicPosition position;
    try (TopicStream stream = open(partitions)) {
      assertThat(takeOne(stream)).containsExactly("a1");
      assertThat(stream.hasEnded()).isFalse();
      position = stream.position();
    }
    send(topic, 1, TakenLines.line("b2", 2));
    send(topic, 0, TakenLines.line("a3", 3));
    Files.createFile(stop);
    ReadTracer tracer = new ReadTracer(TracedReading.NOBODY, "Read");
    try (TopicStream stream = partitions.open(Optional.of(position), tracer)) {
      assertThat(TakenLines.toTheEnd(stream)).containsExactlyInAnyOrder("b2", "a3");
    }
  }

  @Test
  void aPartitionAddedDuringTheRunIsFollowedToo(@TempDir Path folder) throws Exception {
    KafkaTopic topic = topic("growing", 1).with("metadata.max.age.ms", "100");
    send(topic, 0, TakenLines.line("a1", 1));
    Path stop = folder.resolve("stop");
    FollowSettings settings = new FollowSettings(1, stop.toString(), Duration.ofHours(1));
    try (TopicStream stream =
        open(
            TopicPartitions.follow(
                topic,
                ACTIVITY,
                PartitionRange.of(topic),
                settings,
                StreamRequirements.USUAL_STEP))) {
      assertThat(takeOne(stream)).containsExactly("a1");
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(2))).all().get();
      }
      send(topic, 1, TakenLines.line("b2", 2));
      assertThat(takeOne(stream)).containsExactly("b2");
      send(topic, 0, TakenLines.line("a3", 3));
      send(topic, 1, TakenLines.line("b4", 4));
      Files.createFile(stop);
      assertThat(TakenLines.toTheEnd(stream)).containsExactlyInAnyOrder("a3", "b4");
    }
  }

  @Test
  void aMissingTopicIsMissingInput() {
    KafkaTopic topic =
        new KafkaTopic("nowhere", Map.of("default.api.timeout.ms", "1000"))
            .at(broker.bootstrapServers());
    assertThatThrownBy(() -> InputTopic.match(topic, ACTIVITY))
        .isInstanceOf(NoInputException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining(broker.bootstrapServers());
  }

  private static List<String> takeOne(TopicStream stream) throws UnreadableInputException {
    List<String> taken = List.of();
    while (taken.isEmpty()) {
      taken = TakenLines.from(stream, 1);
    }
    return taken;
  }

  private static TopicStream open(TopicPartitions partitions) {
    return partitions.open(Optional.empty(), new ReadTracer(TracedReading.NOBODY, "Read"));
  }

  private KafkaTopic topic(String name, int partitions) throws Exception {
    broker.createTopic(name, partitions);
    return new KafkaTopic(name, Map.of()).at(broker.bootstrapServers());
  }

  private void send(KafkaTopic topic, int partition, String... values) throws Exception {
    broker.send(topic.name(), partition, List.of(values));
  }

  private Producer<String, String> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }
}
