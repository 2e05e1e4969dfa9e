package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;

/** Receives each line, as a reading or as malformed. */
public interface LineTarget {
  void add(Reading reading);

  void add(MalformedLine line);
}
