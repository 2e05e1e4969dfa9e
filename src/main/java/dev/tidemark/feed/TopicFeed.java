package dev.tidemark.feed;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.source.stream.files.ReplayedLine;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteBufferSerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends lines to a topic; each is a record, and its key the user. When {@link #finish} has
 * returned, all records are in the topic.
 */
public final class TopicFeed implements FeedTarget, AutoCloseable {
  /** Kafka's default of a minute is too long to wait for a broker that is not there. */
  private static final String MAX_BLOCK_MS = "15000";

  private static final int ANSWER_WITHIN_MS = 3000;

  private final Producer<String, ByteBuffer> producer;
  private final String topic;
  private final AtomicReference<Exception> failed = new AtomicReference<>();

  private TopicFeed(Producer<String, ByteBuffer> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Opens a topic.
   *
   * @param producerConfig a properties file with settings of the producer
   * @throws KafkaException if the topic does not exist or cannot be reached
   * @throws FailureException if the settings cannot be read
   */
  public static TopicFeed open(
      String topic, String bootstrapServers, Optional<String> producerConfig)
      throws FailureException {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    settings.putAll(settings(producerConfig));
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    Producer<String, ByteBuffer> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteBufferSerializer());
    try {
      producer.partitionsFor(topic);
    } catch (TimeoutException e) {
      // Kafka says that the topic is not there even if no broker answers.
      producer.close();
      throw answers(settings) ? e : new KafkaException("no broker answers there", e);
    } catch (KafkaException e) {
      producer.close();
      throw e;
    }
    return new TopicFeed(producer, topic);
  }

  @Override
  public void write(ReplayedLine line) {
    throwIfFailed();
    // Nobody waits for single records: the callback keeps the first failure.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, line.key().orElse(null), line.bytes()),
            (record, failure) ->
                Optional.ofNullable(failure).ifPresent(one -> failed.compareAndSet(null, one)));
  }

  /** Waits until all that was sent is there. */
  @Override
  public void finish() {
    producer.flush();
    throwIfFailed();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void throwIfFailed() {
    Optional<Exception> failure = Optional.ofNullable(failed.get());
    if (failure.isPresent()) {
      throw new KafkaException(failure.get().getMessage(), failure.get());
    }
  }

  private static boolean answers(Map<String, Object> settings) {
    try (Admin admin = Admin.create(settings)) {
      DescribeClusterOptions wait = new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MS);
      return !admin.describeCluster(wait).nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Map<String, String> settings(Optional<String> file) throws FailureException {
    Properties properties = new Properties();
    if (file.isPresent()) {
      try (Reader reader =
          Files.newBufferedReader(
              Path.of(PathOrUri.named(file.get()).path()), StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new FailureException(
            ExitCode.USAGE, List.of("cannot read producer settings " + file.get()), e);
      }
    }
    Map<String, String> settings = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
