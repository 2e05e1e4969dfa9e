package dev.tidemark.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One sensor reading: the content of one JSON line.
 *
 * @param creationTime event time by the phone's clock, ns since 1970
 * @param arrivalTime when the reading came in, ms since 1970
 * @param clock the arrival time by which lateness is judged, ms since 1970: in a stream the largest
 *     that its source had emitted by then, this reading's own included; else its own
 * @param index the reading's number within its user and device
 * @param gt the labelled activity; the string {@code "null"} is a label like any other
 * @param x rad/s around the first axis, NaN where the line has none (JSON itself has no NaN); never
 *     -0.0, which is 0.0
 * @param y as x, second axis
 * @param z as x, third axis
 */
public record Reading(
    long creationTime,
    long arrivalTime,
    long clock,
    String user,
    String device,
    OptionalLong index,
    Optional<String> model,
    Optional<String> gt,
    double x,
    double y,
    double z) {

  /** A reading that is judged by its own arrival. */
  public Reading(
      long creationTime,
      long arrivalTime,
      String user,
      String device,
      OptionalLong index,
      Optional<String> model,
      Optional<String> gt,
      double x,
      double y,
      double z) {
    this(creationTime, arrivalTime, arrivalTime, user, device, index, model, gt, x, y, z);
  }

  /** The same reading, which its source emits when the arrival clock is there. */
  public Reading judgedBy(long arrivalClock) {
    return arrivalClock == clock
        ? this
        : new Reading(
            creationTime, arrivalTime, arrivalClock, user, device, index, model, gt, x, y, z);
  }

  /**
   * Makes -0.0 the 0.0 that it equals, so that no comparison, key, state or row can tell them
   * apart.
   */
  public Reading {
    x += 0.0;
    y += 0.0;
    z += 0.0;
  }

  /**
   * The total order among readings of equal event time: arrival time, device, index (absent counts
   * as 0). What still ties is ordered by the values, so that no answer depends on input order: only
   * equal readings tie.
   */
  public static final Comparator<Reading> TIES =
      Comparator.comparingLong(Reading::arrivalTime)
          .thenComparing(Reading::device, CodePointOrder.ORDER)
          .thenComparingLong(reading -> reading.index.orElse(0))
          .thenComparingLong(Reading::creationTime)
          .thenComparing(reading -> reading.gt.orElse(""), CodePointOrder.ORDER)
          .thenComparingDouble(Reading::x)
          .thenComparingDouble(Reading::y)
          .thenComparingDouble(Reading::z)
          .thenComparing(Reading::user, CodePointOrder.ORDER)
          .thenComparing(reading -> reading.model.orElse(""), CodePointOrder.ORDER)
          .thenComparing(reading -> reading.index.isPresent())
          .thenComparing(reading -> reading.model.isPresent())
          .thenComparing(reading -> reading.gt.isPresent());
}
