package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.pipeline.io.WriteToKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSettingsTest {
  private static final String READ =
      "{type: ReadFromKafka, config: {topic: in, bootstrap_servers: 'a:1'}}";
  private static final String WRITE =
      "{type: WriteToKafka, config: {topic: out, bootstrap_servers: 'b:1'}}";

  @TempDir private Path folder;

  @Test
  void settingsArePassedThrough() throws Exception {
    PipelineSpec spec =
        read(
            """
            pipeline:
              type: chain
              transforms:
                - type: ReadFromKafka
                  config:
                    topic: in
                    bootstrap_servers: a:1,b:1
                    format: JSON
                    auto_offset_reset_config: latest
                    consumer_config:
                      security.protocol: SASL_SSL
                      sasl.mechanism: PLAIN
                      sasl.jaas.config: "a.b.Module required password='${env:PASSWORD}';"
                      max.poll.records: 50
                      config.providers: env
                      config.providers.env.class: a.b.Provider
                    error_handling:
                      output: bad
                - type: WriteToKafka
                  config:
                    topic: out
                    bootstrap_servers: c:1
                    producer_config_updates: {compression.type: zstd, linger.ms: 5}
            """);

    assertThat(spec.source().malformedSink()).isEqualTo("bad");
    assertThat(source(spec))
        .isEqualTo(
            new KafkaTopic(
                "in",
                Map.of(
                    "bootstrap.servers", "a:1,b:1",
                    "auto.offset.reset", "latest",
                    "security.protocol", "SASL_SSL",
                    "sasl.mechanism", "PLAIN",
                    "sasl.jaas.config", "a.b.Module required password='${env:PASSWORD}';",
                    "max.poll.records", "50",
                    "config.providers", "env",
                    "config.providers.env.class", "a.b.Provider")));
    assertThat(spec.sinks().get(0).destination())
        .isEqualTo(
            new WriteToKafka(
                new KafkaTopic(
                    "out",
                    Map.of(
                        "bootstrap.servers", "c:1",
                        "compression.type", "zstd",
                        "linger.ms", "5"))));
    assertThat(spec.resultSinks()).containsExactly("kafka:out");
    assertThat(spec.sinkNames()).containsExactly("bad");
  }

  @Test
  void brokersOfTheOptionsApplyToAllTopics() throws Exception {
    PipelineSpec spec =
        read("pipeline: {type: chain, transforms: [%s, %s]}".formatted(READ, WRITE)).at("x:9,y:9");
    assertThat(source(spec).bootstrapServers()).isEqualTo("x:9,y:9");
    assertThat(((WriteToKafka) spec.sinks().get(0).destination()).topic().bootstrapServers())
        .isEqualTo("x:9,y:9");
  }

  @Test
  void secretsAreNotPrinted() throws Exception {
    KafkaTopic topic = new KafkaTopic("in", Map.of("ssl.key.password", "secret"));
    assertThat(topic).hasToString("kafka:in");
  }

  @Test
  void missingSettings() throws Exception {
    chain("§§{type: ReadFromKafka}", "§§{type: WriteToKafka}")
        .assertFaults(
            folder,
            "ReadFromKafka needs 'topic': the topic's name",
            "ReadFromKafka needs 'bootstrap_servers': brokers, as host:port,host:port",
            "WriteToKafka needs 'topic': the topic's name",
            "WriteToKafka needs 'bootstrap_servers': brokers, as host:port,host:port");
  }

  @Test
  void wrongSettings() throws Exception {
    chain(
            "{type: ReadFromKafka, config: {topic: in, bootstrap_servers: 'a:1', format: §AVRO,"
                + " auto_offset_reset_config: §erliest, consumer_config: {§max.poll.record: 5,"
                + " max.poll.records: §many, fetch.min.bytes: §[1], §group.instanceid: x,"
                + " §auto.offset.reset: latest}, §avro: x}}",
            "{type: WriteToKafka, config: {topic: out, bootstrap_servers: 'b:1',"
                + " producer_config_updates: {acks: §some, my.own.setting: x}}}")
        .assertFaults(
            folder,
            "unknown format 'AVRO'; known are JSON",
            "unknown auto_offset_reset_config 'erliest'; did you mean 'earliest'?",
            "unknown setting 'max.poll.record'; did you mean 'max.poll.records'?",
            "Invalid value many for configuration max.poll.records: Not a number of type INT",
            "fetch.min.bytes must be one value, not a list",
            "unknown setting 'group.instanceid'; did you mean 'group.instance.id'?",
            "'auto.offset.reset' is set by Tidemark itself",
            "unknown key 'avro'; known are auto_offset_reset_config,"
                + " consumer_config, topic, bootstrap_servers, format, schema, error_handling,"
                + " max_arrival_step",
            "Invalid value some for configuration acks: String must be one of: all, -1, 0, 1");
  }

  @Test
  void twoSinksWithTheSameTopic() throws Exception {
    MarkedYaml.graph(
            "{type: ReadFromKafka, name: R, config: {topic: in, bootstrap_servers: 'a:1'}}",
            "{type: WriteToKafka, name: A, input: R, config: {topic: t, bootstrap_servers: 'b:1'}}",
            "§{type: WriteToKafka, name: B, input: R, config: {topic: t, bootstrap_servers:"
                + " 'b:1'}}")
        .assertFaults(folder, "another output already goes to 'kafka:t'; choose another topic");
  }

  private PipelineSpec read(String yaml) throws Exception {
    return PipelineFile.read(
        Files.writeString(folder.resolve("p.yaml"), yaml).toString(), new AnyOptions());
  }

  private static KafkaTopic source(PipelineSpec spec) {
    return spec.source().origin().topic().orElseThrow();
  }
}
