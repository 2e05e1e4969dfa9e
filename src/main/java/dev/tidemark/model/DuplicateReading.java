package dev.tidemark.model;

import java.io.Serializable;

/**
 * A reading of a key and moment that was there already.
 *
 * @param first the reading that was kept in its place
 */
public record DuplicateReading(First first, Reading reading) implements DeadLetter {

  @Override
  public Kind kind() {
    return Kind.DUPLICATE;
  }

  /**
   * Which reading was kept: enough to find it again, small enough for a state to hold.
   *
   * @param indexed whether it has an index, which is 0 here where it has none
   */
  public record First(
      long arrivalTime, long creationTime, String user, String device, boolean indexed, long index)
      implements Serializable {

    public static First of(Reading reading) {
      return new First(
          reading.arrivalTime(),
          reading.creationTime(),
          reading.user(),
          reading.device(),
          reading.index().isPresent(),
          reading.index().orElse(0));
    }
  }
}
