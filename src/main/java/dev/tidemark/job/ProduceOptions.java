package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code produce}. */
final class ProduceOptions {
  @Mixin ReplayOptions replay = new ReplayOptions();

  @Option(names = "--topic", paramLabel = "NAME", description = "The topic. Required.")
  String topic = "";

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers. Default: ${DEFAULT-VALUE}")
  String bootstrapServers = "localhost:9092";

  @Option(
      names = "--producerConfig",
      paramLabel = "FILE",
      description = "Settings of the Kafka producer, as a properties file.")
  Optional<String> producerConfig = Optional.empty();

  void check() throws FailureException {
    replay.check();
    if (topic.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--topic needs the name of a topic");
    }
    if (bootstrapServers.isBlank()) {
      throw new FailureException(
          ExitCode.USAGE, "--bootstrapServers needs brokers, as host:port,host:port");
    }
  }
}
