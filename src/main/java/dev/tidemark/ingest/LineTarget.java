package dev.tidemark.ingest;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;

/** Takes what lines turn out to be. */
interface LineTarget {
  void add(Reading reading);

  void add(MalformedLine line);
}
