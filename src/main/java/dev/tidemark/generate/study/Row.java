package dev.tidemark.generate.study;

/**
 * One row of the table.
 *
 * @param arrival when it was received, ms since 1970
 * @param creation event time by the phone's clock, ns since 1970
 * @param x angular velocity in steps of the phone's sensor, as are y and z
 * @param hasX false where x is written as null
 */
public record Row(
    long arrival,
    long creation,
    Phone phone,
    long index,
    Participant user,
    Activity activity,
    int x,
    int y,
    int z,
    boolean hasX) {

  public Row arrivingAt(long millis) {
    return new Row(millis, creation, phone, index, user, activity, x, y, z, hasX);
  }

  Row numbered(long newIndex) {
    return new Row(arrival, creation, phone, newIndex, user, activity, x, y, z, hasX);
  }

  public Row withoutX() {
    return new Row(arrival, creation, phone, index, user, activity, x, y, z, false);
  }

  /** Event time in ms, rounded down. */
  public long creationMillis() {
    return Math.floorDiv(creation, 1_000_000L);
  }

  public boolean isOutlier() {
    return creationMillis() < StudyClock.EPOCH_MILLIS - 3_600_000;
  }
}
