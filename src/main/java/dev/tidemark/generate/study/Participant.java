package dev.tidemark.generate.study;

import java.time.Instant;
import java.util.Locale;

/**
 * The people who wear the phones, in the order of their turns over the two days. Their shares of
 * the rows and the times of their turns are those of the HHAR data set.
 */
public enum Participant {
  G(9_167, "2015-02-23T10:18:54Z"),
  C(7_715, "2015-02-23T11:15:20Z"),
  H(7_733, "2015-02-23T12:06:10Z"),
  A(8_085, "2015-02-23T13:03:53Z"),
  B(9_123, "2015-02-23T13:58:40Z"),
  E(9_603, "2015-02-24T11:00:15Z"),
  F(9_206, "2015-02-24T12:00:30Z"),
  D(8_124, "2015-02-24T12:58:05Z"),
  I(9_255, "2015-02-24T14:12:40Z");

  private final String label;
  private final long weight;
  private final Instant turn;

  Participant(long weight, String turn) {
    this.label = name().toLowerCase(Locale.ROOT);
    this.weight = weight;
    this.turn = Instant.parse(turn);
  }

  public String label() {
    return label;
  }

  /** The share of the rows, given as the rows in each of the data set's 80 files. */
  long weight() {
    return weight;
  }

  /** The earliest time at which the phones start to record, in ticks of {@link StudyClock}. */
  long turnTick() {
    return StudyClock.ticksOfMillis(turn.toEpochMilli() - StudyClock.EPOCH_MILLIS);
  }
}
