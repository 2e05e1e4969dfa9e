package dev.tidemark.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML document whose every part knows its position. */
public sealed interface Yaml {
  Position at();

  /** What this is, for a message. */
  String kind();

  /**
   * A single value, as written.
   *
   * @param source where its letters stand; empty where it stands in no file
   */
  record Scalar(Position at, String text, Optional<ScalarSource> source) implements Yaml {
    public Scalar(Position at, String text) {
      this(at, text, Optional.empty());
    }

    /** Where some of its letters stand in the file. */
    List<Position> positions(List<Integer> offsets) {
      return source
          .map(file -> file.positions(text, offsets))
          .orElseGet(() -> offsets.stream().map(offset -> at).toList());
    }

    @Override
    public String kind() {
      return text.isEmpty() ? "nothing" : Excerpt.quotedKey(text);
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
