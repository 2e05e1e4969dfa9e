package dev.tidemark.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Rewords a parser's complaint for someone who knows YAML by example, not by its grammar. */
record YamlFault(String context, String problem, Optional<Position> contextAt) {
  private static final String INDENTATION = "; check the indentation here and in the line above";

  static YamlFault of(MarkedYamlEngineException e) {
    return new YamlFault(
        Optional.ofNullable(e.getContext()).orElse(""),
        Optional.ofNullable(e.getProblem()).orElse("it is not YAML"),
        e.getContextMark().map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1)));
  }

  String message() {
    if (problem.startsWith("mapping values are not allowed here")) {
      return "a ':' is not allowed here; check the indentation here and in the line above, and"
          + " whether that line lacks a ':'";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "there is no ':' after the key" + opened() + INDENTATION;
    }
    if (problem.startsWith("sequence entries are not allowed here")) {
      return "a '-' is not allowed here" + INDENTATION;
    }
    if (problem.startsWith("expected <block end>")) {
      return "this does not fit the block" + opened() + INDENTATION;
    }
    if (problem.startsWith("expected ',' or")) {
      String bracket = context.contains("mapping") ? "'{'" : "'['";
      return problem.replaceFirst(", but got.*", "")
          + " in what the "
          + bracket
          + opened()
          + " opens";
    }
    if (context.contains("quoted scalar") && problem.contains("end of stream")) {
      return "the text" + opened() + " has no closing quote";
    }
    if (context.contains("alias") && problem.startsWith("unexpected character")) {
      return "a text that begins with '*' needs quotes";
    }
    return problem;
  }

  private String opened() {
    return contextAt
        .map(at -> " of line %d, column %d".formatted(at.line(), at.column()))
        .orElse("");
  }
}
