package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import java.io.Serializable;
import java.util.Optional;

/** One result field of a Combine step: its name, what computes it and from which field. */
public record Aggregate(String name, Function function, Optional<Field> field)
    implements Serializable {

  Accumulator start() {
    return function.start(field);
  }
}
