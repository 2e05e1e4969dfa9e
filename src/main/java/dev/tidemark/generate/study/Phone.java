package dev.tidemark.generate.study;

/** The two phones, each with its own clock and the bias of its sensor. */
public enum Phone {
  NEXUS4_1("nexus4_1", -1_998_000_000L, 22, 33, 27),

  /**
   * Its clock is 30 min 48 s ahead of the other's, and half a tick off the other's grid, so that no
   * two readings of a participant share an event time, not even in whole microseconds.
   */
  NEXUS4_2("nexus4_2", 1_846_052_796_508L, -25, 16, 15);

  /** The largest value that a sensor measures, in its steps: 3.2 rad/s. */
  public static final int MAX_STEPS = 3_000;

  private final String device;
  private final long clockOffset;
  private final int biasX;
  private final int biasY;
  private final int biasZ;

  Phone(String device, long clockOffset, int biasX, int biasY, int biasZ) {
    this.device = device;
    this.clockOffset = clockOffset;
    this.biasX = biasX;
    this.biasY = biasY;
    this.biasZ = biasZ;
  }

  public String device() {
    return device;
  }

  /** The event time, in ns, that this phone's clock shows at a true time. */
  long creationTime(long tick) {
    return StudyClock.EPOCH_MILLIS * 1_000_000 + StudyClock.nanos(tick) + clockOffset;
  }

  /** What the sensor shows at rest on its x axis, in 1/65536 rad/s. */
  public int biasX() {
    return biasX;
  }

  public int biasY() {
    return biasY;
  }

  public int biasZ() {
    return biasZ;
  }
}
