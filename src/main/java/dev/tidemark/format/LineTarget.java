package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;

/** Takes what lines turn out to be. */
public interface LineTarget {
  void add(Reading reading);

  void add(MalformedLine line);
}
