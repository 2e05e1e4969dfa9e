package dev.tidemark.source.stream;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Supplies that come in bit by bit: after so many lines there is none for once, so that blocks end
 * there.
 */
public record Trickle(ArrivalStreams all, int most) implements ArrivalStreams {
  @Override
  public ArrivalStream open(Optional<Serializable> position, ReadTracer sightings)
      throws IOException {
    ArrivalStream supply = all.open(position, sightings);
    return new ArrivalStream() {
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
      public Serializable position() {
        return supply.position();
      }

      @Override
      public void close() throws IOException {
        supply.close();
      }
    };
  }
}
