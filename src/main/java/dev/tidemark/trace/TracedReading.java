package dev.tidemark.trace;

import dev.tidemark.model.reading.Reading;
import java.io.Serializable;

/** Which reading a run explains. */
public sealed interface TracedReading extends Serializable permits ReadingId, TracedReading.Nobody {

  /** No reading: costs no step anything. */
  TracedReading NOBODY = Nobody.NOBODY;

  boolean isOn();

  boolean sees(Reading reading);

  /**
   * Whether a reading's name begins with the same value, which helps if the traced one is not
   * found.
   */
  boolean isNear(Reading reading);

  /** No reading is to be explained. */
  enum Nobody implements TracedReading {
    NOBODY;

    @Override
    public boolean isOn() {
      return false;
    }

    @Override
    public boolean sees(Reading reading) {
      return false;
    }

    @Override
    public boolean isNear(Reading reading) {
      return false;
    }
  }
}
