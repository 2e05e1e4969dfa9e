package dev.tidemark.source.stream;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * Supplies that come in bit by bit: after so many lines there is none for once, so that blocks end
 * there.
 */
public record Trickle<P>(ArrivalStreamFactory<P> all, int most) implements ArrivalStreamFactory<P> {
  @Override
  public ArrivalStream<P> open(Optional<P> position, ReadTracer sightings) throws IOException {
    ArrivalStream<P> supply = all.open(position, sightings);
    return new ArrivalStream<>() {
      private int given;

      @Override
      public Optional<ArrivingLine> next() throws UnreadableInputException {
        if (given == most) {
          given = 0;
          return Optional.empty();
        }
        given++;
        return supply.next();
      }

      @Override
      public boolean hasEnded() throws UnreadableInputException {
        return supply.hasEnded();
      }

      @Override
      public P position() {
        return supply.position();
      }

      @Override
      public void close() throws IOException {
        supply.close();
      }
    };
  }

  @Override
  public Coder<P> positionCoder() {
    return all.positionCoder();
  }
}
