package dev.tidemark.run;

import dev.tidemark.ingest.Input;
import dev.tidemark.ingest.InputFiles;
import dev.tidemark.ingest.InputMatcher;
import dev.tidemark.ingest.InputMatcher.NoInput;
import dev.tidemark.ingest.TopicMatcher;
import dev.tidemark.spec.Origin;
import java.util.List;

/** Finds what a run reads: the options may name other files than the pipeline file. */
record InputSearch(Origin origin, RunOptions options) {

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
}
