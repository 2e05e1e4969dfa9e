package dev.tidemark.source.stream;

import dev.tidemark.trace.Sightings;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** Opens what a stream is supplied with, wherever the runner reads it. */
public interface Supplies extends Serializable {
  /**
   * Opens the supply.
   *
   * @param position where to go on, as {@link Supply#position()} told; empty for the beginning
   * @param sightings is told of each reading
   */
  Supply open(Optional<Serializable> position, Sightings sightings) throws IOException;
}
