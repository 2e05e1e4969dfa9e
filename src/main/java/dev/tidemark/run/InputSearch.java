package dev.tidemark.run;

import dev.tidemark.ingest.Input;
import dev.tidemark.ingest.InputMatcher;
import dev.tidemark.ingest.InputMatcher.NoInput;
import dev.tidemark.ingest.TopicMatcher;
import dev.tidemark.spec.Origin;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finds what a run reads: the options may name other files than the pipeline file.
 *
 * @param ofPipeline where a path of the pipeline file is, as all that read it have to know it
 * @param place the same for a path of the options
 */
record InputSearch(
    Origin origin,
    RunOptions options,
    UnaryOperator<String> ofPipeline,
    UnaryOperator<String> place) {

  /** Which files; none for a topic. */
  List<String> globs() {
    if (origin instanceof Origin.Files files) {
      List<String> given = options.places.input();
      return given.isEmpty()
          ? files.paths().stream().map(ofPipeline).toList()
          : given.stream().map(place).toList();
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
          ? InputMatcher.follow(globs())
          : InputMatcher.match(globs());
    } catch (NoInput e) {
      throw new Failure(ExitCode.NO_INPUT, List.of(e.getMessage()), e);
    }
  }
}
