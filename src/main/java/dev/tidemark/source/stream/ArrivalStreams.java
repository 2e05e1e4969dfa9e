package dev.tidemark.source.stream;

import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** Opens what a stream is supplied with, wherever the runner reads it. */
public interface ArrivalStreams extends Serializable {
  /**
   * Opens the supply.
   *
   * @param position where to go on, as {@link ArrivalStream#position()} told; empty for the
   *     beginning
   * @param sightings is told of each reading
   */
  ArrivalStream open(Optional<Serializable> position, ReadTracer sightings) throws IOException;
}
