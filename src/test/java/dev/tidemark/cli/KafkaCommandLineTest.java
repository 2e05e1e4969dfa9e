package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of topics that cannot work. */
class KafkaCommandLineTest {
  /** Nobody listens there. */
  private static final String NOBODY = "127.0.0.1:1";

  private static final String DIRECT = "--profile=runner-profiles/direct.properties";

  @TempDir private Path folder;

  @Test
  void aTopicCannotBeReadInBatch() throws IOException {
    Outcome.of("--pipeline=" + fromTopic(), DIRECT, "--output=" + folder.resolve("out"))
        .failsWith(
            64,
            "the pipeline reads the topic activity, which is a stream: --mode=replay reads what it"
                + " holds now, then ends; --mode=follow keeps reading");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void inputOptionIsForFiles() throws IOException {
    Outcome.of("--pipeline=" + fromTopic(), DIRECT, "--mode=replay", "--input=some.json")
        .failsWith(64, "--input is for files, but the pipeline reads the topic activity");
  }

  @Test
  void brokersOptionIsForTopics() {
    Outcome.of("--pipeline=pipelines/sessions.yaml", DIRECT, "--bootstrapServers=" + NOBODY)
        .failsWith(64, "--bootstrapServers is for topics, but the pipeline has none");
    Outcome.of("--pipeline=pipelines/sessions.yaml", DIRECT, "--bootstrapServers=")
        .failsWith(64, "--bootstrapServers needs brokers, as host:port,host:port");
  }

  @Test
  void noBrokerIsReachable() throws IOException {
    Outcome outcome =
        Outcome.of(
                "--pipeline=" + fromTopic(),
                DIRECT,
                "--mode=replay",
                "--output=" + folder.resolve("out"))
            .endsWith(66);
    assertThat(outcome.logLines())
        .singleElement()
        .asString()
        .startsWith("tidemark: cannot read topic activity at " + NOBODY + ": ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--input=none.json, 64, --topic needs the name of a topic",
    "--topic=, 64, --topic needs the name of a topic",
    "--topic=t --bootstrapServers=, 64, '--bootstrapServers needs brokers, as host:port,host:port'",
    "--topic=t --input=, 64, --input needs a file or a glob",
    "--topic=t --speed=0, 64, '--speed must be above 0, but is 0.0'",
    "--topic=t --topics=t, 64, unknown option '--topics'; did you mean '--topic'?",
    "--topic=t --input=none.json, 66, no input matches none.json",
    "--topic=t --producerConfig=none.properties, 64, cannot read producer settings none.properties",
  })
  void produceRefusesWrongOptions(String options, int exitCode, String message) {
    List<String> args = List.of(("produce " + options).split(" ", -1));
    Outcome outcome = Outcome.of(args).endsWith(exitCode);
    assertThat(outcome.logLines()).last().isEqualTo("tidemark: " + message);
  }

  @Test
  void produceReachesNoBroker() throws IOException {
    Path settings = Files.writeString(folder.resolve("p.properties"), "max.block.ms=500\n");
    Outcome outcome =
        Outcome.of(
                "produce",
                "--topic=activity",
                "--bootstrapServers=" + NOBODY,
                "--producerConfig=" + settings)
            .endsWith(74);
    assertThat(outcome.logLines())
        .last()
        .asString()
        .isEqualTo(
            "tidemark: cannot write to topic activity at " + NOBODY + ": no broker answers there");
  }

  @Test
  void helpShowsTheOptionsOfProduceWithTheirDefaults() {
    assertThat(Outcome.of("help", "produce").endsWith(0).out())
        .contains("--input=GLOB,...", "--pipeline=FILE", "data/activity/*.json", "--topic=NAME")
        .contains("--bootstrapServers=HOST:PORT,...", "Default: localhost:9092")
        .contains("--speed=N", "--producerConfig=FILE");
    assertThat(Outcome.of("help", "run").out()).contains("--bootstrapServers=HOST:PORT,...");
  }

  private Path fromTopic() throws IOException {
    String yaml =
        """
        pipeline:
          type: chain
          transforms:
            - type: ReadFromKafka
              config:
                topic: activity
                bootstrap_servers: %s
                consumer_config: {default.api.timeout.ms: 500}
            - {type: WriteToJson, config: {path: results}}
        """
            .formatted(NOBODY);
    return Files.writeString(folder.resolve("p.yaml"), yaml);
  }
}
