package dev.tidemark.condition;

import java.util.List;
import java.util.Optional;

/** The names that an expression may use. */
public interface Names<T> {
  Optional<Operand<T>> byName(String name);

  List<String> all();

  /** What has these fields, for messages: {@code a reading}. */
  String owner();
}
