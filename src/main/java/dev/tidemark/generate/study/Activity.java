package dev.tidemark.generate.study;

/** An activity of a participant: its label, how common it is, and how the phone moves in it. */
public enum Activity {
  STAND("stand", 910_783, 12, 0),
  SIT("sit", 984_714, 8, 0),
  WALK("walk", 1_060_000, 520, 1_900),
  BIKE("bike", 863_000, 330, 1_200),
  STAIRS_UP("stairsup", 837_000, 640, 1_600),
  STAIRS_DOWN("stairsdown", 749_059, 760, 2_000),
  /** Between activities: the label is the text "null", not a JSON null. */
  UNLABELLED("null", 836_435, 260, 0);

  private final String label;
  private final long weight;
  private final int sway;
  private final int cadence;

  Activity(String label, long weight, int sway, int cadence) {
    this.label = label;
    this.weight = weight;
    this.sway = sway;
    this.cadence = cadence;
  }

  public String label() {
    return label;
  }

  /** Its rows in the real table. */
  public long weight() {
    return weight;
  }

  /** Typical amplitude of the motion, in steps of the sensor. */
  int sway() {
    return sway;
  }

  /** Frequency of the gait in mHz; 0 if there is none. */
  int cadence() {
    return cadence;
  }
}
