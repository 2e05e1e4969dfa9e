package dev.tidemark.source.files;

import dev.tidemark.source.UnreadableInput;
import dev.tidemark.source.stream.Arrival;
import dev.tidemark.source.stream.Supplies;
import dev.tidemark.source.stream.Supply;
import dev.tidemark.trace.Sightings;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Supplies that come in bit by bit: after so many lines there is none for once, so that blocks end
 * there.
 */
public record Trickle(Supplies all, int most) implements Supplies {
  @Override
  public Supply open(Optional<Serializable> position, Sightings sightings) throws IOException {
    Supply supply = all.open(position, sightings);
    return new Supply() {
      private int given;

      @Override
      public Optional<Arrival> next() throws UnreadableInput {
        if (given == most) {
          given = 0;
          return Optional.empty();
        }
        given++;
        return supply.next();
      }

      @Override
      public boolean hasEnded() throws UnreadableInput {
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
