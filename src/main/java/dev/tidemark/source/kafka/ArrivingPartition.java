package dev.tidemark.source.kafka;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineTarget;
import dev.tidemark.format.ReadingParser;
import dev.tidemark.format.RecordLine;
import dev.tidemark.model.KafkaTopic;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.LineQueue;
import dev.tidemark.trace.ReadTracer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of one partition that were fetched and not yet given out, in their order. */
final class ArrivingPartition implements LineTarget {
  /** No more is fetched while so much waits for the other partitions. */
  private static final int MOST_RECORDS = 2_000;

  private static final long MOST_BYTES = 8L << 20;

  private final PartitionPosition start;
  private final TopicPartition partition;
  private final LineParser parser;
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
  private final LineQueue queue;
  private ConsumerRecord<byte[], byte[]> parsing;
  private long bytes;
  private long next;
  private long end;

  ArrivingPartition(
      KafkaTopic topic, PartitionPosition start, Duration maxArrivalStep, ReadTracer sightings) {
    this.start = start;
    this.partition = new TopicPartition(topic.name(), start.partition());
    String file = topic.label() + "/" + start.partition();
    this.parser = new LineParser(file, "offset", sightings, new ReadingParser());
    this.queue = new LineQueue(maxArrivalStep, start.clock());
    this.next = start.next();
    this.end = start.end();
  }

  TopicPartition partition() {
    return partition;
  }

  /** Takes a record in; one that came after the partition's end is left. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < end) {
      fetched.add(record);
      bytes += size(record);
    }
  }

  /** The next record, which stays; empty where none is there. Records without text are none. */
  Optional<ArrivingLine> peek() {
    while (!queue.isSettled() && !fetched.isEmpty()) {
      parsing = fetched.remove();
      bytes -= size(parsing);
      next = parsing.offset() + 1;
      if (parsing.value() != null) {
        parser.parse(new RecordLine(parsing.value(), parsing.offset()), this);
      }
    }
    return queue.peek();
  }

  /** Whether the record that {@link #peek} shows is next, whatever may still be fetched. */
  boolean isSettled() {
    return peek().isPresent() && (queue.isSettled() || isComplete());
  }

  /** Takes the record that {@link #peek} has shown. */
  ArrivingLine next() {
    return queue.next();
  }

  /**
   * The consumer has come so far. That can be past the last record: a compacted topic has offsets
   * without records, and so has one that transactions are written to.
   */
  void reach(long offset) {
    if (!isSettled() && fetched.isEmpty()) {
      next = Math.max(next, offset);
    }
  }

  /** Whether all records up to the end have been taken. */
  boolean hasEnded() {
    return peek().isEmpty() && isComplete();
  }

  /** Whether its records come to an end. */
  boolean isBounded() {
    return end != PartitionPosition.NEVER;
  }

  /** A partition that was followed comes to its end there. */
  void endAt(long offset) {
    end = offset;
  }

  boolean isFull() {
    return fetched.size() >= MOST_RECORDS || bytes >= MOST_BYTES;
  }

  /** Whether no more is fetched of it. */
  boolean isComplete() {
    return fetched.isEmpty() && next >= end;
  }

  PartitionPosition position() {
    return new PartitionPosition(
        start.partition(), queue.offset().orElse(next), queue.clock(), end);
  }

  @Override
  public void add(Reading reading) {
    queue.add(new ArrivingLine.OfReading(parsing.offset(), reading), size(parsing));
  }

  @Override
  public void add(MalformedLine line) {
    queue.add(new ArrivingLine.OfMalformed(parsing.offset(), line), size(parsing));
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0L, record.serializedKeySize()) + Math.max(0L, record.serializedValueSize());
  }
}
