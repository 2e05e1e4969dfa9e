package dev.tidemark.source.kafka;

import dev.tidemark.format.ReadingFormat.JsonLines;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.kafka.TopicPosition.PartitionPosition;
import dev.tidemark.source.stream.ArrivalStream;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.source.stream.WaitGauges;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The records of a topic, its partitions merged by arrival time; of equal times those of the first
 * partition come first. A partition that is known to have more records holds the others back until
 * enough of them have been fetched to tell when its first one belongs, so results do not depend on
 * fetch order.
 *
 * <p>The stream polls a Kafka consumer itself: KafkaIO's reader mixes partitions as they come and
 * cannot tell when one has reached its end, and on Spark several of its splits would have the
 * watermark of the fastest (https://github.com/apache/beam/issues/19411).
 */
final class TopicStream implements ArrivalStream<TopicPosition> {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final long LOOK_INTERVAL_NANOS = 500_000_000;

  private static final Comparator<Head> BY_ARRIVAL =
      Comparator.<Head>comparingLong(head -> head.record().time())
          .thenComparingInt(head -> head.partition().partition().partition());

  private static final Comparator<TopicPartition> BY_NUMBER =
      Comparator.comparingInt(TopicPartition::partition);

  private final KafkaTopic topic;
  private final JsonLines format;
  private final WaitGauges waiting;
  private final Consumer<byte[], byte[]> consumer;
  private final ReplayPacer pace;
  private final FollowSettings following;
  private final Duration maxArrivalStep;
  private final ReadTracer tracer;
  private final Map<TopicPartition, ArrivingPartition> partitions = new TreeMap<>(BY_NUMBER);
  private final PriorityQueue<Head> ready = new PriorityQueue<>(BY_ARRIVAL);

  /** Partitions without a record here that have not ended. */
  private final List<ArrivingPartition> empty = new ArrayList<>();

  /** Partitions that are ready, but may be merged later depending on what is fetched next. */
  private final List<ArrivingPartition> unsettled = new ArrayList<>();

  private long lookedNanos;
  private boolean looked;
  private long lastRecordNanos = System.nanoTime();

  /** The next record of a partition. */
  private record Head(ArrivingLine record, ArrivingPartition partition) {}

  private TopicStream(
      KafkaTopic topic,
      JsonLines format,
      Consumer<byte[], byte[]> consumer,
      ReplayPacer pace,
      FollowSettings following,
      Duration maxArrivalStep,
      ReadTracer tracer) {
    this.topic = topic;
    this.format = format;
    this.waiting = new WaitGauges(topic.label(), System::currentTimeMillis);
    this.consumer = consumer;
    this.pace = pace;
    this.following = following;
    this.maxArrivalStep = maxArrivalStep;
    this.tracer = tracer;
  }

  /**
   * Opens a stream where each partition was left.
   *
   * @param consumer is assigned the partitions, and closed with the stream
   * @param following when unbounded partitions end
   */
  static TopicStream of(
      KafkaTopic topic,
      JsonLines format,
      Consumer<byte[], byte[]> consumer,
      TopicPosition position,
      ReplayPacer pace,
      FollowSettings following,
      Duration maxArrivalStep,
      ReadTracer tracer) {
    TopicStream stream =
        new TopicStream(topic, format, consumer, pace, following, maxArrivalStep, tracer);
    stream.add(position.partitions());
    return stream;
  }

  @Override
  public Optional<ArrivingLine> next() throws UnreadableInputException {
    look();
    while (isHeldBack()) {
      if (!fetch()) {
        holdsBack()
            .ifPresentOrElse(
                partition -> waiting.waitFor(partition.partition().partition()), waiting::resume);
        return Optional.empty();
      }
    }
    waiting.resume();
    Head first = ready.peek();
    if (first == null || !pace.isDue(first.record())) {
      return Optional.empty();
    }
    ready.remove();
    unsettled.remove(first.partition());
    ArrivingLine next = first.partition().next();
    queue(first.partition());
    lastRecordNanos = System.nanoTime();
    return Optional.of(next);
  }

  @Override
  public boolean hasEnded() {
    return ready.isEmpty() && empty.isEmpty();
  }

  @Override
  public Optional<Duration> idleFor() {
    return following.idleFor(System.nanoTime() - lastRecordNanos);
  }

  @Override
  public TopicPosition position() {
    return new TopicPosition(
        partitions.values().stream().map(ArrivingPartition::position).toList());
  }

  @Override
  public void close() {
    consumer.close();
  }

  /**
   * Looks for new partitions, and for a request to stop: the stream then ends with what the topic
   * holds by now.
   */
  private void look() throws UnreadableInputException {
    if ((looked && System.nanoTime() - lookedNanos < LOOK_INTERVAL_NANOS)
        || partitions.values().stream().allMatch(ArrivingPartition::isBounded)) {
      return;
    }
    looked = true;
    lookedNanos = System.nanoTime();
    boolean stop = LocalFiles.exists(following.stop());
    try {
      add(newPartitions());
      if (stop) {
        consumer
            .endOffsets(partitions.keySet())
            .forEach((which, end) -> partitions.get(which).endAt(end));
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    empty.removeIf(ArrivingPartition::hasEnded);
  }

  /** Returns partitions created since the last look, from their first record. */
  private List<PartitionPosition> newPartitions() {
    List<TopicPartition> fresh =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .filter(which -> !partitions.containsKey(which))
            .toList();
    return fresh.isEmpty()
        ? List.of()
        : consumer.beginningOffsets(fresh).entrySet().stream()
            .map(
                start ->
                    PartitionPosition.start(
                        new PartitionRange(
                            start.getKey().partition(),
                            start.getValue(),
                            PartitionRange.UNBOUNDED)))
            .toList();
  }

  /** Starts reading partitions where they were left. */
  private void add(List<PartitionPosition> starts) {
    if (starts.isEmpty()) {
      return;
    }
    List<ArrivingPartition> added =
        starts.stream()
            .map(start -> new ArrivingPartition(topic, format, start, maxArrivalStep, tracer))
            .toList();
    added.forEach(partition -> partitions.put(partition.partition(), partition));
    consumer.assign(partitions.keySet());
    for (ArrivingPartition partition : added) {
      consumer.seek(partition.partition(), partition.position().next());
      queue(partition);
    }
  }

  /** Whether a record that belongs before those here may still come. */
  private boolean isHeldBack() {
    return ready.isEmpty() ? !empty.isEmpty() : holdsBack().isPresent();
  }

  /** Returns the first partition with records that have not been fetched. */
  private Optional<ArrivingPartition> holdsBack() {
    return Stream.concat(empty.stream(), unsettled.stream())
        .filter(this::hasMore)
        .min(Comparator.comparing(ArrivingPartition::partition, BY_NUMBER));
  }

  /** Returns the partition that others wait for. */
  OptionalInt waitsFor() {
    return waiting.partition();
  }

  /**
   * Whether there are more records; of an unbounded partition, as of the broker's last response.
   */
  private boolean hasMore(ArrivingPartition partition) {
    return partition.isBounded()
        ? !partition.isComplete()
        : consumer.currentLag(partition.partition()).orElse(Long.MAX_VALUE) > 0;
  }

  /** Polls once; returns whether that brought any partition on. */
  private boolean fetch() throws UnreadableInputException {
    try {
      partitions.values().forEach(this::pauseIfFull);
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        partitions.get(new TopicPartition(record.topic(), record.partition())).add(record);
      }
      List<ArrivingPartition> pending = Stream.concat(empty.stream(), unsettled.stream()).toList();
      ready.removeIf(head -> unsettled.contains(head.partition()));
      empty.clear();
      unsettled.clear();
      for (ArrivingPartition partition : pending) {
        partition.reach(consumer.position(partition.partition()));
        queue(partition);
      }
      return !records.isEmpty() || empty.size() + unsettled.size() < pending.size();
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  private UnreadableInputException unreadable(KafkaException failure) {
    return new UnreadableInputException(
        topic.label(), new IOException(TopicFailure.reason(failure), failure));
  }

  private void pauseIfFull(ArrivingPartition partition) {
    if (partition.isFull() || partition.hasEnded()) {
      consumer.pause(List.of(partition.partition()));
    } else {
      consumer.resume(List.of(partition.partition()));
    }
  }

  /** Queues a partition by its first record, or awaits one, or drops a partition that has ended. */
  private void queue(ArrivingPartition partition) {
    Optional<ArrivingLine> record = partition.peek();
    if (record.isPresent()) {
      ready.add(new Head(record.get(), partition));
      if (!partition.isSettled()) {
        unsettled.add(partition);
      }
    } else if (!partition.hasEnded()) {
      empty.add(partition);
    }
  }
}
