package dev.tidemark.yaml;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A part of a YAML document, with its position in the file. */
public sealed interface Yaml {
  Position at();

  /** What this is, for a message. */
  String kind();

  /** Returns a single value as written; empty where this is another thing, or nothing. */
  default Optional<String> word() {
    return Optional.empty();
  }

  /** Returns the elements of a list; of what is not a list, that alone. */
  default List<Yaml> elements() {
    return List.of(this);
  }

  /** Returns where parts of the text stand in the file, by their offsets in it. */
  default List<Position> positions(List<Integer> offsets) {
    return Collections.nCopies(offsets.size(), at());
  }

  /**
   * A single value, as written.
   *
   * @param source the place in the file; empty where the value is not from one
   */
  record Scalar(Position at, String text, Optional<ScalarSource> source) implements Yaml {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    public Scalar(Position at, String text) {
      this(at, text, Optional.empty());
    }

    @Override
    public Optional<String> word() {
      return Optional.of(text).filter(written -> !written.isEmpty());
    }

    /** Whether YAML takes it for no value: nothing, or {@code null}, without quotes. */
    public boolean isNull() {
      return NULLS.contains(text) && source.map(ScalarSource::isPlain).orElse(true);
    }

    @Override
    public List<Position> positions(List<Integer> offsets) {
      return source
          .map(file -> file.positions(text, offsets))
          .orElseGet(() -> Yaml.super.positions(offsets));
    }

    @Override
    public String kind() {
      return text.isEmpty() ? "nothing" : Excerpt.quotedKey(text);
    }
  }

  /** A list. */
  record Items(Position at, List<Yaml> items) implements Yaml {
    @Override
    public List<Yaml> elements() {
      return items;
    }

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
