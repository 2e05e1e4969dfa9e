package dev.tidemark.trace;

import dev.tidemark.model.Reading;
import java.io.Serializable;

/** Which reading a run is to explain. */
public sealed interface TracedReading extends Serializable permits ReadingId, TracedReading.Nobody {

  /** The watch that no step pays for. */
  TracedReading NOBODY = Nobody.NOBODY;

  boolean isOn();

  boolean sees(Reading reading);

  /** Whether the reading is of the same user: what helps where no reading is seen. */
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
