package dev.tidemark.source.stream.files;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.stream.ArrivalStreamFactory;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.trace.ReadTracer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/** Opens a stream of the files that match globs, now and later. */
public record FollowedGlobs(
    List<String> globs, ReadingFormat format, FollowSettings settings, Duration maxArrivalStep)
    implements ArrivalStreamFactory<FollowPosition> {

  @Override
  public FollowedFilesStream open(Optional<FollowPosition> position, ReadTracer tracer) {
    return FollowedFilesStream.of(globs, format, settings, position, maxArrivalStep, tracer);
  }

  @Override
  public Coder<FollowPosition> positionCoder() {
    return FollowPosition.CODER;
  }
}
