package dev.tidemark.pipeline;

import java.util.List;

/** Thrown for a pipeline file that cannot be run, with everything that is wrong in it. */
public final class InvalidPipelineFileException extends Exception {
  private final List<String> problems;

  InvalidPipelineFileException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = problems;
  }

  /** One line a problem: {@code file:line:column: what}. */
  public List<String> problems() {
    return problems;
  }
}
