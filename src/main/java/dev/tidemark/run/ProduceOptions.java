package dev.tidemark.run;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code produce}. */
final class ProduceOptions {
  @Option(
      names = "--input",
      paramLabel = "GLOB,...",
      description = "Files of readings. Default: ${DEFAULT-VALUE}")
  private String input = "data/activity/*.json";

  @Option(names = "--topic", paramLabel = "NAME", description = "The topic. Required.")
  String topic = "";

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers. Default: ${DEFAULT-VALUE}")
  String bootstrapServers = "localhost:9092";

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "Send N times as fast as readings arrived. Default: as fast as it goes")
  private Optional<Double> speed = Optional.empty();

  @Option(
      names = "--producerConfig",
      paramLabel = "FILE",
      description = "Settings of the Kafka producer, as a properties file.")
  Optional<String> producerConfig = Optional.empty();

  List<String> input() {
    return PlaceOptions.globs(input);
  }

  double speed() {
    return speed.orElse(Double.POSITIVE_INFINITY);
  }

  void check() throws Failure {
    if (input().isEmpty()) {
      throw new Failure(ExitCode.USAGE, "--input needs a file or a glob");
    }
    if (topic.isBlank()) {
      throw new Failure(ExitCode.USAGE, "--topic needs the name of a topic");
    }
    if (bootstrapServers.isBlank()) {
      throw new Failure(ExitCode.USAGE, "--bootstrapServers needs brokers, as host:port,host:port");
    }
    if (!(speed() > 0)) {
      throw new Failure(ExitCode.USAGE, "--speed must be above 0, but is " + speed());
    }
  }
}
