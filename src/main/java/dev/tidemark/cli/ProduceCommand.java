package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.cli.options.ReplayOptions;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.feed.Feed;
import dev.tidemark.feed.TopicFeed;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.stream.files.ReplayedLines;
import dev.tidemark.terminal.Logging;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays files into a topic: each line becomes a record whose key is the user. */
@Command(
    name = "produce",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Replays files of readings into a Kafka topic, in order of arrival.")
final class ProduceCommand implements Commands.Subcommand {
  private final PrintStream log;

  @Mixin private ReplayOptions replay = new ReplayOptions();

  @Option(names = "--topic", paramLabel = "NAME", description = "The topic. Required.")
  private String topic = "";

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers. Default: ${DEFAULT-VALUE}")
  private String bootstrapServers = "localhost:9092";

  @Option(
      names = "--producerConfig",
      paramLabel = "FILE",
      description = "Settings of the Kafka producer, as a properties file.")
  private Optional<String> producerConfig = Optional.empty();

  @Mixin HelpOption help;

  ProduceCommand(PrintStream log) {
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    check();
    Logging.show(false);
    InputFiles files = replay.match();
    say("%s to topic %s at %s", files.description(), topic, bootstrapServers);
    files.note().ifPresent(note -> say("%s", note));
    long started = System.nanoTime();
    try (TopicFeed feed = TopicFeed.open(topic, bootstrapServers, producerConfig);
        ReplayedLines lines = replay.replay(files)) {
      Feed.Passed passed = Feed.pass(lines, feed);
      if (passed.tooLong() > 0) {
        say("%,d lines skipped: too long for a run to read", passed.tooLong());
      }
      say("%,d records sent in %.1f s", passed.lines(), (System.nanoTime() - started) / 1e9);
      return ExitCode.DONE;
    } catch (KafkaException e) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          List.of(
              "cannot write to topic %s at %s: %s"
                  .formatted(topic, bootstrapServers, e.getMessage())),
          e);
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  private void check() throws FailureException {
    replay.check();
    if (topic.isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--topic needs the name of a topic");
    }
    if (bootstrapServers.isBlank()) {
      throw new FailureException(
          ExitCode.USAGE, "--bootstrapServers needs brokers, as host:port,host:port");
    }
  }

  private void say(String format, Object... values) {
    log.println("tidemark: " + String.format(Locale.ROOT, format, values));
  }
}
