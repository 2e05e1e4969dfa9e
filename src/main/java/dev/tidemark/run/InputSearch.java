package dev.tidemark.run;

import dev.tidemark.ingest.Input;
import dev.tidemark.ingest.InputFiles;
import dev.tidemark.ingest.InputMatcher;
import dev.tidemark.ingest.InputMatcher.NoInput;
import dev.tidemark.ingest.TopicMatcher;
import dev.tidemark.model.KafkaTopic;
import dev.tidemark.spec.Origin;
import java.util.List;

/** Finds what a run reads: the options may name other files than the pipeline file. */
final class InputSearch {
  private final Origin origin;
  private final RunOptions options;

  private InputSearch(Origin origin, RunOptions options) {
    this.origin = origin;
    this.options = options;
  }

  /** A search, once it is clear that the options go with what is searched for. */
  static InputSearch of(Origin origin, RunOptions options) throws Failure {
    if (origin instanceof Origin.Topic source) {
      checkOptions(source.topic(), options);
    }
    return new InputSearch(origin, options);
  }

  /** Which files; none for a topic. */
  List<String> globs() {
    if (origin instanceof Origin.Files files) {
      return options.places.input().isEmpty() ? files.paths() : options.places.input();
    }
    return List.of();
  }

  Input find() throws Failure {
    try {
      if (origin instanceof Origin.Topic source) {
        return TopicMatcher.match(source.topic());
      }
      // What is followed may be there later.
      return options.stream.mode == Mode.follow
          ? new InputFiles(globs(), List.of())
          : InputMatcher.match(globs());
    } catch (NoInput e) {
      throw new Failure(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }

  private static void checkOptions(KafkaTopic topic, RunOptions options) throws Failure {
    if (!options.places.input().isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "--input is for files, but the pipeline reads the topic " + topic.name());
    }
    if (options.stream.mode == Mode.batch) {
      throw new Failure(
          ExitCode.USAGE,
          "the pipeline reads the topic "
              + topic.name()
              + ", which is a stream: --mode=replay reads what it holds now, then ends;"
              + " --mode=follow goes on");
    }
  }
}
