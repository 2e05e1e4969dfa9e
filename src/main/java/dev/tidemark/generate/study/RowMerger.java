package dev.tidemark.generate.study;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of both phones, recording after recording, in the order in which they arrive. */
public final class RowMerger implements Iterator<Row> {
  private final Iterator<Recording> recordings;
  private final long seed;
  private PhoneStream first;
  private PhoneStream second;

  public RowMerger(List<Recording> recordings, long seed) {
    this.recordings = recordings.iterator();
    this.seed = seed;
    startNext();
  }

  @Override
  public boolean hasNext() {
    return first.hasNext() || second.hasNext();
  }

  /** The row that {@link #next} returns. */
  public Row peek() {
    return stream().peek();
  }

  @Override
  public Row next() {
    Row row = stream().next();
    if (!hasNext() && recordings.hasNext()) {
      startNext();
    }
    return row;
  }

  /** The phone whose row arrives first; of two at once, that of the first phone. */
  private PhoneStream stream() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    boolean takesFirst =
        !second.hasNext() || (first.hasNext() && first.peek().arrival() <= second.peek().arrival());
    return takesFirst ? first : second;
  }

  private void startNext() {
    Recording recording = recordings.next();
    first = new PhoneStream(Phone.NEXUS4_1, recording, seed);
    second = new PhoneStream(Phone.NEXUS4_2, recording, seed);
  }
}
