package dev.tidemark.run;

import dev.tidemark.ingest.Input;
import dev.tidemark.ingest.InputMatcher;
import dev.tidemark.ingest.InputMatcher.NoInput;
import dev.tidemark.ingest.TopicMatcher;
import dev.tidemark.model.KafkaTopic;
import dev.tidemark.run.RunOptions.Mode;
import dev.tidemark.spec.Origin;
import java.util.List;

/** Finds what a run reads: the options may name other files than the pipeline file. */
final class InputSearch {
  private final RunOptions options;

  InputSearch(RunOptions options) {
    this.options = options;
  }

  Input find(Origin origin) throws Failure {
    if (origin instanceof Origin.Topic source) {
      checkOptions(source.topic());
    }
    try {
      return origin instanceof Origin.Topic source
          ? TopicMatcher.match(source.topic())
          : InputMatcher.match(globs((Origin.Files) origin));
    } catch (NoInput e) {
      throw new Failure(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }

  private List<String> globs(Origin.Files files) {
    return options.input().isEmpty() ? files.paths() : options.input();
  }

  private void checkOptions(KafkaTopic topic) throws Failure {
    if (!options.input().isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "--input is for files, but the pipeline reads the topic " + topic.name());
    }
    if (options.mode == Mode.batch) {
      throw new Failure(
          ExitCode.USAGE,
          "the pipeline reads the topic "
              + topic.name()
              + ", which is a stream: --mode=replay reads what it holds now, then ends");
    }
  }
}
