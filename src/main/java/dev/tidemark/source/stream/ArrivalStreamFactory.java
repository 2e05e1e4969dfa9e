package dev.tidemark.source.stream;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * Opens an arrival stream on whichever worker the runner reads it.
 *
 * @param <P> the stream's position
 */
public interface ArrivalStreamFactory<P> extends Serializable {
  /** Returns how readings are written where they are read from. */
  ReadingFormat format();

  /**
   * Opens the stream.
   *
   * @param position where to resume; empty for the beginning
   * @param tracer is shown each reading
   */
  ArrivalStream<P> open(Optional<P> position, ReadTracer tracer) throws IOException;

  /** Returns the coder by which checkpoint marks hold positions. */
  Coder<P> positionCoder();
}
