package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.job.RunRequest;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.runner.RunnerAdapter;
import dev.tidemark.runner.Runners;
import java.util.Optional;

/** Rejects combinations of options, pipeline and runner that cannot work together. */
final class RequestValidator {
  private RequestValidator() {}

  /**
   * Checks a request before any input is looked for or anything is written.
   *
   * @param options the merged options of the command line, the profile and the pipeline file
   * @throws FailureException with the first problem
   */
  static void check(RunOptions options, RunRequest request) throws FailureException {
    PipelineSpec spec = request.spec();
    if (options.inputOutput().bootstrapServers().isPresent() && !spec.hasTopic()) {
      throw refusal("--bootstrapServers is for topics, but the pipeline has none");
    }
    if (options.mode() != StreamOptions.Mode.batch && !spec.streamProblems().isEmpty()) {
      throw new FailureException(ExitCode.USAGE, spec.streamProblems(), null);
    }
    if (options.console() && spec.textDirectories().isEmpty()) {
      throw refusal(
          "--console prints what goes to files of text, but all results are Parquet, compressed or"
              + " go to topics");
    }
    checkRunner(options.stream(), request);
    Optional<KafkaTopic> topic = spec.source().origin().topic();
    if (topic.isPresent()) {
      checkTopic(topic.get(), options);
    }
    if (!options.sharedFileSystem()) {
      request.paths().checkSeenBy(Runners.cluster(options.runnerArguments()));
    }
  }

  private static void checkRunner(StreamOptions stream, RunRequest request)
      throws FailureException {
    Optional<RunnerAdapter> runner = request.runner();
    if (runner.isEmpty()) {
      if (stream.mode() != StreamOptions.Mode.batch) {
        throw refusal(
            "--mode=%s: Tidemark runs streams on %s, and on %s it runs only batch"
                .formatted(stream.mode(), Runners.titles(), request.runnerName()));
      }
      return;
    }
    if (stream.checkpoint().isPresent() && !runner.get().resumesAfterCrash()) {
      throw refusal(
          "--checkpoint needs Spark (-Pspark): the %s runner cannot resume after a crash"
              .formatted(runner.get().title()));
    }
    runner.get().checkVersion();
  }

  private static void checkTopic(KafkaTopic topic, RunOptions options) throws FailureException {
    if (!options.inputOutput().input().isEmpty()) {
      throw refusal("--input is for files, but the pipeline reads the topic " + topic.name());
    }
    if (options.mode() == StreamOptions.Mode.batch) {
      throw refusal(
          "the pipeline reads the topic "
              + topic.name()
              + ", which is a stream: --mode=replay reads what it holds now, then ends;"
              + " --mode=follow keeps reading");
    }
  }

  private static FailureException refusal(String line) {
    return new FailureException(ExitCode.USAGE, line);
  }
}
