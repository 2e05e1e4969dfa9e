package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.pipeline.Origin;
import dev.tidemark.source.Input;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.source.InputMatcher.NoInput;
import dev.tidemark.source.kafka.TopicMatcher;
import dev.tidemark.storage.PathOrUri;
import java.util.List;

/**
 * Finds what a run reads.
 *
 * @param places the files; none for a topic
 */
record InputSearch(Origin origin, Mode mode, List<PathOrUri> places) {
  Input find() throws FailureException {
    List<String> globs = places.stream().map(PathOrUri::path).toList();
    try {
      if (origin instanceof Origin.Topic source) {
        return TopicMatcher.match(source.topic());
      }
      // What is followed may be there later.
      return mode == Mode.follow ? InputMatcher.follow(globs) : InputMatcher.match(globs);
    } catch (NoInput e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }
}
