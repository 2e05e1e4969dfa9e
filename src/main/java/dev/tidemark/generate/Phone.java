package dev.tidemark.generate;

/** The two phones, each with its own clock and the bias of its sensor. */
enum Phone {
  NEXUS4_1("nexus4_1", -1_998_000_000L, 22, 33, 27),

  /**
   * Its clock is 30 min 48 s ahead of the other's, and half a tick off the other's grid, so that no
   * two readings of a participant share an event time, not even in whole microseconds.
   */
  NEXUS4_2("nexus4_2", 1_846_052_796_508L, -25, 16, 15);

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

  String device() {
    return device;
  }

  /** The event time, in ns, that this phone's clock shows at a true time. */
  long creationTime(long tick) {
    return StudyClock.EPOCH_MILLIS * 1_000_000 + StudyClock.nanos(tick) + clockOffset;
  }

  /** The texts of the x values that this phone can measure. */
  AxisTexts xTexts() {
    return new AxisTexts(biasX);
  }

  AxisTexts yTexts() {
    return new AxisTexts(biasY);
  }

  AxisTexts zTexts() {
    return new AxisTexts(biasZ);
  }
}
