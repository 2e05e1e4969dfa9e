package dev.tidemark.generate;

import java.util.Iterator;
import java.util.List;

/** The rows of both phones, recording after recording, in the order in which they arrive. */
final class RowMerger {
  private final Iterator<Recording> recordings;
  private final long seed;
  private PhoneStream firstPhone;
  private PhoneStream secondPhone;
  private Row first;
  private Row second;

  RowMerger(List<Recording> recordings, long seed) {
    this.recordings = recordings.iterator();
    this.seed = seed;
    startNext();
  }

  /** The row that {@link #take} gives, or null after the last. */
  Row peek() {
    if (first == null) {
      return second;
    }
    return second == null || first.arrival() <= second.arrival() ? first : second;
  }

  /** Must not be called after the last row. */
  Row take() {
    Row row = peek();
    if (row.phone() == Phone.NEXUS4_1) {
      first = firstPhone.next();
    } else {
      second = secondPhone.next();
    }
    if (first == null && second == null && recordings.hasNext()) {
      startNext();
    }
    return row;
  }

  private void startNext() {
    Recording recording = recordings.next();
    firstPhone = new PhoneStream(Phone.NEXUS4_1, recording, seed);
    secondPhone = new PhoneStream(Phone.NEXUS4_2, recording, seed);
    first = firstPhone.next();
    second = secondPhone.next();
  }
}
