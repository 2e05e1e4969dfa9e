package dev.tidemark.ordered;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.trace.Explanation;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Explains which readings are too late to be put in order; the machine explains the others. */
public record TraceOrder(OrderingSpec spec) implements Explanation {

  @Override
  public List<String> of(Reading reading) {
    return spec.tooLate(reading).stream()
        .map(
            late ->
                String.format(
                    Locale.ROOT,
                    "too late, by %,d ms: %s more than %,d ms after its event time",
                    late.lateByMs(),
                    reading.clock() == reading.arrivalTime() ? "it arrived" : "it was emitted",
                    spec.eventTime().maxDelay().plus(spec.retention()).toMillis()))
        .toList();
  }

  @Override
  public void neededDelays(ReadingColumns readings, int row, LongConsumer delays) {
    delays.accept(readings.clock(row) - spec.eventTime().millis(readings, row));
  }
}
