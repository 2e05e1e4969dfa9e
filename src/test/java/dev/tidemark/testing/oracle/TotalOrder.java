package dev.tidemark.testing.oracle;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The total order of {@code docs/semantics.md}, spelled out once for everything a test sorts. */
public final class TotalOrder {
  private TotalOrder() {}

  /** Orders by event time, arrival, device and index; an absent index counts as 0. */
  public static <T> Comparator<T> of(
      ToLongFunction<T> eventTime,
      ToLongFunction<T> arrival,
      Function<T, String> device,
      ToLongFunction<T> index) {
    return Comparator.comparingLong(eventTime)
        .thenComparingLong(arrival)
        .thenComparing(device)
        .thenComparingLong(index);
  }
}
