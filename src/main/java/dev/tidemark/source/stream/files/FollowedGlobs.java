package dev.tidemark.source.stream.files;

import dev.tidemark.source.stream.ArrivalStreams;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.trace.ReadTracer;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Files that appear and grow, to be followed. */
public record FollowedGlobs(List<String> globs, FollowSettings settings, Duration maxArrivalStep)
    implements ArrivalStreams {

  @Override
  public FollowedFilesStream open(Optional<Serializable> position, ReadTracer sightings) {
    return FollowedFilesStream.of(
        globs, settings, position.map(FollowPosition.class::cast), maxArrivalStep, sightings);
  }
}
