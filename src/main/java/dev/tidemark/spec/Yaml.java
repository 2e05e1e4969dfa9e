package dev.tidemark.spec;

import java.util.List;
import java.util.Map;

/** A YAML document whose every part knows its position. */
sealed interface Yaml {
  Position at();

  /** What this is, for a message. */
  String kind();

  /** A single value, as written. */
  record Scalar(Position at, String text) implements Yaml {
    @Override
    public String kind() {
      return text.isEmpty() ? "nothing" : "'" + text + "'";
    }
  }

  /** A list. */
  record Items(Position at, List<Yaml> items) implements Yaml {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping, in the order of the file. */
  record Mapping(Position at, Map<String, Entry> entries) implements Yaml {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A key's position and its value. */
  record Entry(Position keyAt, Yaml value) {}
}
