package dev.tidemark.ordered;

import dev.tidemark.model.Reading;
import dev.tidemark.trace.Explanation;
import java.util.List;
import java.util.Locale;

/** Which readings come too late to be put in order; the machine itself tells of the others. */
public record TraceOrder(OrderingSpec policy) implements Explanation {

  @Override
  public List<String> of(Reading reading) {
    return policy.tooLate(reading).stream()
        .map(
            late ->
                String.format(
                    Locale.ROOT,
                    "too late, by %,d ms: %s more than %,d ms after its event time",
                    late.lateByMs(),
                    reading.clock() == reading.arrivalTime() ? "it arrived" : "it was emitted",
                    policy.eventTime().maxDelay().plus(policy.remember()).toMillis()))
        .toList();
  }
}
