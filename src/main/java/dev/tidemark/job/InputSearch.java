package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.source.Input;
import dev.tidemark.source.Origin;
import dev.tidemark.source.files.NoInputException;
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
      return mode == Mode.follow ? origin.follow(globs) : origin.match(globs);
    } catch (NoInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }
}
