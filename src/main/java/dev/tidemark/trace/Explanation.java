package dev.tidemark.trace;

import dev.tidemark.model.reading.Reading;
import java.io.Serializable;
import java.util.List;

/** What a step does with a reading, as far as that follows from the reading alone. */
@FunctionalInterface
public interface Explanation extends Serializable {
  /** A text for each thing that happens to it. */
  List<String> of(Reading reading);
}
