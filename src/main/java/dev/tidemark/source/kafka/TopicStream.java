package dev.tidemark.source.kafka;

import dev.tidemark.model.KafkaTopic;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivalStream;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.source.stream.SteadyClock;
import dev.tidemark.source.stream.Waiting;
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
 * The records of a topic, its partitions merged by arrival time; of equal times the first
 * partition's come first. A partition that is known to have more, but of which none is here yet, or
 * too few to tell when the first belongs, holds the others back: so what is emitted next does not
 * depend on what was fetched first.
 *
 * <p>It polls a Kafka consumer itself, since the reader of KafkaIO mixes partitions as they come
 * and cannot tell when one has reached its end; on Spark several of its splits would have the
 * watermark of the fastest.
 */
final class TopicStream implements ArrivalStream {
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final long LOOK_EVERY_NANOS = 500_000_000;

  private static final Comparator<Head> BY_ARRIVAL =
      Comparator.<Head>comparingLong(head -> head.record().time())
          .thenComparingInt(head -> head.partition().partition().partition());

  private static final Comparator<TopicPartition> BY_NUMBER =
      Comparator.comparingInt(TopicPartition::partition);

  private final KafkaTopic topic;
  private final Waiting waiting;
  private final Consumer<byte[], byte[]> consumer;
  private final ReplayPacer pace;
  private final FollowSettings following;
  private final Duration maxArrivalStep;
  private final ReadTracer sightings;
  private final Map<TopicPartition, ArrivingPartition> partitions = new TreeMap<>(BY_NUMBER);
  private final PriorityQueue<Head> ready = new PriorityQueue<>(BY_ARRIVAL);

  /** Those of which no record is here, unless they have ended. */
  private final List<ArrivingPartition> empty = new ArrayList<>();

  /** Those that are ready, but whose place may change with what is fetched next. */
  private final List<ArrivingPartition> unsettled = new ArrayList<>();

  private long lookedNanos;
  private boolean looked;
  private long cameNanos = System.nanoTime();

  /** The next record of a partition. */
  private record Head(ArrivingLine record, ArrivingPartition partition) {}

  private TopicStream(
      KafkaTopic topic,
      Consumer<byte[], byte[]> consumer,
      ReplayPacer pace,
      FollowSettings following,
      Duration maxArrivalStep,
      ReadTracer sightings) {
    this.topic = topic;
    this.waiting = new Waiting(topic.label(), System::currentTimeMillis);
    this.consumer = consumer;
    this.pace = pace;
    this.following = following;
    this.maxArrivalStep = maxArrivalStep;
    this.sightings = sightings;
  }

  /**
   * Goes on from where each partition was left.
   *
   * @param consumer is assigned the partitions, and closed with the supply
   * @param following when partitions without an end come to it
   */
  static TopicStream of(
      KafkaTopic topic,
      Consumer<byte[], byte[]> consumer,
      TopicPosition position,
      ReplayPacer pace,
      FollowSettings following,
      Duration maxArrivalStep,
      ReadTracer sightings) {
    TopicStream supply =
        new TopicStream(topic, consumer, pace, following, maxArrivalStep, sightings);
    supply.add(position.partitions());
    return supply;
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
    if (first == null || !pace.allows(first.record())) {
      return Optional.empty();
    }
    ready.remove();
    unsettled.remove(first.partition());
    ArrivingLine taken = first.partition().next();
    queue(first.partition());
    cameNanos = System.nanoTime();
    return Optional.of(taken);
  }

  @Override
  public boolean hasEnded() {
    return ready.isEmpty() && empty.isEmpty();
  }

  @Override
  public boolean isIdle() {
    return Duration.ofNanos(System.nanoTime() - cameNanos).compareTo(following.idleTimeout()) >= 0;
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
   * A topic that is followed may get more partitions, and ends with what it holds when the stream
   * is told to stop.
   */
  private void look() throws UnreadableInputException {
    if ((looked && System.nanoTime() - lookedNanos < LOOK_EVERY_NANOS)
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

  /** Those that the topic has got since, from their beginning: nothing of them has been read. */
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
                    new PartitionPosition(
                        start.getKey().partition(),
                        start.getValue(),
                        SteadyClock.State.START,
                        PartitionPosition.NEVER))
            .toList();
  }

  /** Takes partitions up from where they were left. */
  private void add(List<PartitionPosition> starts) {
    if (starts.isEmpty()) {
      return;
    }
    List<ArrivingPartition> added =
        starts.stream()
            .map(start -> new ArrivingPartition(topic, start, maxArrivalStep, sightings))
            .toList();
    added.forEach(partition -> partitions.put(partition.partition(), partition));
    consumer.assign(partitions.keySet());
    for (ArrivingPartition partition : added) {
      consumer.seek(partition.partition(), partition.position().next());
      queue(partition);
    }
  }

  /** Whether a record may yet come that belongs before those that are here. */
  private boolean isHeldBack() {
    return ready.isEmpty() ? !empty.isEmpty() : holdsBack().isPresent();
  }

  /** The first partition of which there is more that has not come. */
  private Optional<ArrivingPartition> holdsBack() {
    return Stream.concat(empty.stream(), unsettled.stream())
        .filter(this::hasMore)
        .min(Comparator.comparing(ArrivingPartition::partition, BY_NUMBER));
  }

  /** The partition that others wait for; empty where none has to. */
  OptionalInt waitsFor() {
    return waiting.partition();
  }

  /** A partition that is followed has as many as its broker said when it was last asked. */
  private boolean hasMore(ArrivingPartition partition) {
    return partition.isBounded()
        ? !partition.isComplete()
        : consumer.currentLag(partition.partition()).orElse(Long.MAX_VALUE) > 0;
  }

  /** Asks for more; tells whether there was any. */
  private boolean fetch() throws UnreadableInputException {
    try {
      partitions.values().forEach(this::pauseIfFull);
      ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        partitions.get(new TopicPartition(record.topic(), record.partition())).add(record);
      }
      List<ArrivingPartition> waiting = Stream.concat(empty.stream(), unsettled.stream()).toList();
      ready.removeIf(head -> unsettled.contains(head.partition()));
      empty.clear();
      unsettled.clear();
      for (ArrivingPartition partition : waiting) {
        partition.reach(consumer.position(partition.partition()));
        queue(partition);
      }
      return !records.isEmpty() || empty.size() + unsettled.size() < waiting.size();
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

  /** Queues a partition by its first record, or waits for one, or is done with it. */
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
