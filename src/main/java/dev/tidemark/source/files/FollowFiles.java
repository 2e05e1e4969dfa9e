package dev.tidemark.source.files;

import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.Supplies;
import dev.tidemark.trace.Sightings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Files that appear and grow, to be followed. */
public record FollowFiles(List<String> globs, FollowSettings settings, Duration maxArrivalStep)
    implements Supplies {

  @Override
  public Follow open(Optional<Serializable> position, Sightings sightings) {
    return Follow.of(
        globs, settings, position.map(FollowPosition.class::cast), maxArrivalStep, sightings);
  }
}
