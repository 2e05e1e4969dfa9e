package dev.tidemark.source.kafka;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineTarget;
import dev.tidemark.format.ReadingFormat.JsonLines;
import dev.tidemark.format.RecordLine;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.source.kafka.TopicPosition.PartitionPosition;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.LineQueue;
import dev.tidemark.trace.ReadTracer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of one partition that were fetched and not yet emitted, in order of offset. */
final class ArrivingPartition implements LineTarget {
  /** Fetching pauses while this much waits for the other partitions. */
  private static final int MAX_RECORDS = 2_000;

  private static final long MAX_BYTES = 8L << 20;

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
      KafkaTopic topic,
      JsonLines format,
      PartitionPosition start,
      Duration maxArrivalStep,
      ReadTracer tracer) {
    this.start = start;
    this.partition = new TopicPartition(topic.name(), start.partition());
    String file = topic.label() + "/" + start.partition();
    this.parser = new LineParser(file, "offset", tracer, format.parser());
    this.queue = new LineQueue(maxArrivalStep, start.clock());
    this.next = start.next();
    this.end = start.end();
  }

  TopicPartition partition() {
    return partition;
  }

  /** Adds a fetched record, unless it lies after the partition's end. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < end) {
      fetched.add(record);
      bytes += size(record);
    }
  }

  /**
   * Returns the next record without removing it; empty where none is here. Tombstones are skipped.
   */
  Optional<ArrivingLine> peek() {
    while (!queue.isSettled() && !fetched.isEmpty()) {
      parsing = fetched.remove();
      bytes -= size(parsing);
      next = parsing.offset() + 1;
      if (parsing.value() != null) {
        parser.parse(new RecordLine(parsing.value(), parsing.offset(), parsing.timestamp()), this);
      }
    }
    return queue.peek();
  }

  /** Whether the record that {@link #peek} returns comes next, whatever is fetched later. */
  boolean isSettled() {
    return peek().isPresent() && (queue.isSettled() || isComplete());
  }

  /** Removes the record that {@link #peek} returned. */
  ArrivingLine next() {
    return queue.next();
  }

  /**
   * Called when the consumer has reached an offset. That can lie past the last record: compacted
   * topics, and those written by transactions, have offsets without records.
   */
  void reach(long offset) {
    if (!isSettled() && fetched.isEmpty()) {
      next = Math.max(next, offset);
    }
  }

  /** Whether all records up to the end have been removed. */
  boolean hasEnded() {
    return peek().isEmpty() && isComplete();
  }

  /** Whether the partition has an end. */
  boolean isBounded() {
    return end != PartitionRange.UNBOUNDED;
  }

  /** Ends a partition that was followed. */
  void endAt(long offset) {
    end = offset;
  }

  boolean isFull() {
    return fetched.size() >= MAX_RECORDS || bytes >= MAX_BYTES;
  }

  /** Whether no more records need to be fetched. */
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
