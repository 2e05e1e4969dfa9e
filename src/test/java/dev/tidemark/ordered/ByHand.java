package dev.tidemark.ordered;

import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.gt;
import static dev.tidemark.testing.Values.index;
import static dev.tidemark.testing.Values.x;

import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.testing.Values;
import dev.tidemark.testing.oracle.TotalOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of the machines' contract, defined again on lists: slow and simple. */
public final class ByHand {
  static final Comparator<Reading> ORDER =
      TotalOrder.of(
          Values::creationTime,
          Reading::arrivalTime,
          Values::device,
          reading -> index(reading).orElse(0));

  private ByHand() {}

  public static List<Reading> sorted(Collection<Reading> readings) {
    return readings.stream().sorted(ORDER).toList();
  }

  public static List<Reading> withX(Collection<Reading> readings) {
    return sorted(readings).stream().filter(reading -> !Double.isNaN(x(reading))).toList();
  }

  /** Splits sorted readings wherever two neighbours are the gap or more apart. */
  public static List<List<Reading>> sessions(List<Reading> inOrder, SessionGap gap) {
    BigInteger length = BigInteger.valueOf(gap.length().toNanos());
    List<List<Reading>> sessions = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      if (i == 0
          || nanos(inOrder.get(i)).subtract(nanos(inOrder.get(i - 1))).compareTo(length) >= 0) {
        sessions.add(new ArrayList<>());
      }
      sessions.get(sessions.size() - 1).add(inOrder.get(i));
    }
    return sessions;
  }

  /** Splits sorted readings into pieces of this size; the last may be smaller. */
  public static List<List<Reading>> pieces(List<Reading> inOrder, int size) {
    List<List<Reading>> pieces = new ArrayList<>();
    for (int from = 0; from < inOrder.size(); from += size) {
      pieces.add(inOrder.subList(from, Math.min(from + size, inOrder.size())));
    }
    return pieces;
  }

  public static double meanOfX(List<Reading> readings) {
    BigDecimal sum =
        readings.stream()
            .map(reading -> new BigDecimal(x(reading)))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.doubleValue() / readings.size();
  }

  public static List<String> labels(List<Reading> readings) {
    return readings.stream().flatMap(reading -> gt(reading).stream()).toList();
  }

  /** Distinct labels in order of first occurrence, as JSON. */
  public static String distinctLabels(List<Reading> readings) {
    return labels(readings).stream()
        .distinct()
        .map(label -> "\"" + label + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  public static String start(List<Reading> readings) {
    return JsonRow.eventTime(creationTime(readings.get(0)));
  }

  public static String end(List<Reading> readings) {
    return JsonRow.eventTime(creationTime(readings.get(readings.size() - 1)));
  }

  private static BigInteger nanos(Reading reading) {
    return BigInteger.valueOf(creationTime(reading));
  }
}
