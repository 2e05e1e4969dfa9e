package dev.tidemark.model;

/**
 * A reading of a key and event time of which another reading was kept.
 *
 * @param first the reading that was kept
 */
public record DuplicateReading(First first, Reading reading) implements DeadLetter {

  @Override
  public Kind kind() {
    return Kind.DUPLICATE;
  }

  /**
   * Names the reading that was kept: enough to find it, and small enough to keep in state.
   *
   * @param indexed whether it has an index; without one, {@code index} is 0
   */
  public record First(
      long arrivalTime,
      long creationTime,
      String user,
      String device,
      boolean indexed,
      long index) {

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
