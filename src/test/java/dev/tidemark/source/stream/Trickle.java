package dev.tidemark.source.stream;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * Streams that arrive in pieces: after so many lines none is available once, so that a batch ends
 * there.
 */
public record Trickle<P>(ArrivalStreamFactory<P> all, int most) implements ArrivalStreamFactory<P> {
  @Override
  public ReadingFormat format() {
    return all.format();
  }

  @Override
  public ArrivalStream<P> open(Optional<P> position, ReadTracer tracer) throws IOException {
    ArrivalStream<P> stream = all.open(position, tracer);
    return new ArrivalStream<>() {
      private int given;

      @Override
      public Optional<ArrivingLine> next() throws UnreadableInputException {
        if (given == most) {
          given = 0;
          return Optional.empty();
        }
        given++;
        return stream.next();
      }

      @Override
      public boolean hasEnded() throws UnreadableInputException {
        return stream.hasEnded();
      }

      @Override
      public P position() {
        return stream.position();
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public Coder<P> positionCoder() {
    return all.positionCoder();
  }
}
