package dev.tidemark.sink;

import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.JsonRowFormat;
import dev.tidemark.row.RowFormat;
import dev.tidemark.time.ToGlobalWindow;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes rows to a Kafka topic: each is the value of a record with the row's key, so the rows of a
 * key are in one partition. Takes rows in any windows, formats them as JSON, and returns as side
 * output, in the global window, the record counts of what was written.
 */
public final class WriteTopic
    extends PTransform<PCollection<Emitted<Row>>, PCollection<SideOutput>> {
  private final KafkaTopic topic;
  private final Schema schema;
  private final List<String> key;

  private WriteTopic(KafkaTopic topic, Schema schema, List<String> key) {
    this.topic = topic;
    this.schema = schema;
    this.key = key;
  }

  /**
   * Writes to a topic.
   *
   * @param schema of the rows
   * @param key the fields of a row that make up its key; empty for records without a key
   */
  public static WriteTopic to(KafkaTopic topic, Schema schema, List<String> key) {
    return new WriteTopic(topic, schema, key);
  }

  @Override
  public PCollection<SideOutput> expand(PCollection<Emitted<Row>> rows) {
    PCollection<Emitted<Row>> all = rows.apply("ForgetWindows", ToGlobalWindow.create());
    all.apply("Key", ParDo.of(new KeyFn(schema, key)))
        .setCoder(KvCoder.of(NullableCoder.of(StringUtf8Coder.of()), ByteArrayCoder.of()))
        .apply(
            "Send",
            KafkaIO.<String, byte[]>write()
                .withBootstrapServers(topic.bootstrapServers())
                .withTopic(topic.name())
                .withKeySerializer(StringSerializer.class)
                .withValueSerializer(ByteArraySerializer.class)
                .withProducerConfigUpdates(Map.copyOf(topic.settings())));
    return all.apply("Count", ParDo.of(new CountFn(topic.label()))).setCoder(SideOutputCoder.of());
  }

  private static final class CountFn extends DoFn<Emitted<Row>, SideOutput> {
    private final String label;
    private final Counter rows;

    CountFn(String label) {
      this.label = label;
      this.rows = Metrics.counter(Sinks.ROWS_WRITTEN, label);
    }

    @ProcessElement
    public void count(OutputReceiver<SideOutput> output) {
      rows.inc();
      output.output(new SideOutput(List.of(), RecordCounts.of(label, Outcome.WRITTEN, 1)));
    }
  }

  static final class KeyFn extends DoFn<Emitted<Row>, KV<String, byte[]>> {
    private final Schema schema;
    private final List<String> fields;
    private transient RowKey key;
    private transient RowFormat format;

    KeyFn(Schema schema, List<String> fields) {
      this.schema = schema;
      this.fields = fields;
    }

    @Setup
    public void setup() {
      key = RowKey.of(schema, fields);
      format = JsonRowFormat.of(schema);
    }

    @ProcessElement
    public void key(@Element Emitted<Row> emitted, OutputReceiver<KV<String, byte[]>> output) {
      Row row = emitted.value();
      output.output(KV.of(key.of(row).orElse(null), format.format(row)));
    }
  }
}
