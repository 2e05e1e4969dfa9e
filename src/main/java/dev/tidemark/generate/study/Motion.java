package dev.tidemark.generate.study;

/** The gyroscope of a worn phone: smoothed noise, and the rhythm of a gait. */
final class Motion {
  private static final int PHASES = 256;
  private static final double NOISE_UNIT = 1.0 / (1 << 20);
  private static final double SMOOTHING = 0.25;

  /** Makes the smoothed noise about as large as the activity's sway. */
  private static final double NOISE_GAIN = 4.6;

  private final SeededRandom random;
  private final double[] sines = new double[PHASES];
  private double noiseX;
  private double noiseY;
  private double noiseZ;
  private double phase;
  private double beat;

  Motion(SeededRandom random) {
    this.random = random;
    for (int i = 0; i < PHASES; i++) {
      sines[i] = StrictMath.sin(2 * Math.PI * i / PHASES);
    }
  }

  /** Advances by one reading. */
  void advance(Activity activity) {
    long bits = random.nextLong();
    double gain = NOISE_GAIN * activity.sway() * NOISE_UNIT;
    noiseX += SMOOTHING * (gain * signed(bits) - noiseX);
    noiseY += SMOOTHING * (gain * signed(bits >>> 21) - noiseY);
    noiseZ += SMOOTHING * (gain * signed(bits >>> 42) - noiseZ);
    phase += activity.cadence() * (PHASES * StudyClock.READING_TICKS / (1_000.0 * 32_768));
    if (phase >= PHASES) {
      phase -= PHASES;
    }
    beat = activity.cadence() == 0 ? 0 : activity.sway() * sines[(int) phase];
  }

  int x() {
    return steps(noiseX + beat);
  }

  int y() {
    return steps(noiseY - 0.6 * beat);
  }

  int z() {
    return steps(0.7 * noiseZ + 0.3 * beat);
  }

  private static long signed(long bits) {
    return (bits & 0x1F_FFFF) - 0x10_0000;
  }

  private static int steps(double value) {
    return (int) Math.max(-Phone.MAX_STEPS, Math.min(Phone.MAX_STEPS, Math.rint(value)));
  }
}
