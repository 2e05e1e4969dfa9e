package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.stream.files.ReplayedLine;
import dev.tidemark.source.stream.files.ReplayedLines;
import dev.tidemark.terminal.Logging;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Replays files into a topic: each line is a record, and its key the user. */
@Command(
    name = "produce",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Replays files of readings into a Kafka topic, in order of arrival.")
final class ProduceCommand implements Subcommand {
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  private final PrintStream log;

  @Mixin private ProduceOptions options = new ProduceOptions();

  @Mixin HelpOption help;

  ProduceCommand(PrintStream log) {
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    options.check();
    Logging.show(false);
    InputFiles files = options.replay.match();
    say("%s to topic %s at %s", files.description(), options.topic, options.bootstrapServers);
    files.note().ifPresent(traceEvent -> say("%s", traceEvent));
    long started = System.nanoTime();
    try (TopicWriter topic = TopicWriter.open(options);
        ReplayedLines lines = options.replay.replay(files)) {
      long leftOut = replay(lines, topic);
      topic.flush();
      if (leftOut > 0) {
        say("%,d lines left out, as they are longer than any that is read", leftOut);
      }
      say("%,d records sent in %.1f s", topic.sent(), (System.nanoTime() - started) / 1e9);
      return ExitCode.DONE;
    } catch (KafkaException e) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          List.of(
              "cannot write to topic %s at %s: %s"
                  .formatted(options.topic, options.bootstrapServers, e.getMessage())),
          e);
    } catch (IOException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Sends all lines; returns how many could not be. */
  private static long replay(ReplayedLines lines, TopicWriter topic) throws IOException {
    long leftOut = 0;
    while (!lines.hasEnded()) {
      Optional<ReplayedLine> line = lines.next();
      if (line.isEmpty()) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      } else if (line.get().isWhole()) {
        topic.send(line.get());
      } else {
        leftOut++;
      }
    }
    return leftOut;
  }

  private void say(String format, Object... values) {
    log.println("tidemark: " + String.format(Locale.ROOT, format, values));
  }
}
