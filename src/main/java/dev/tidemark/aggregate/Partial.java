package dev.tidemark.aggregate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.eventtime.EventTime;
import dev.tidemark.model.Reading;
import java.io.IOException;
import java.util.List;

/** What one group's readings come to so far: an accumulator for each aggregate. */
final class Partial {
  private final List<Accumulator> accumulators;

  private Partial(List<Accumulator> accumulators) {
    this.accumulators = accumulators;
  }

  static Partial start(List<Aggregate> aggregates) {
    return new Partial(aggregates.stream().map(Aggregate::start).toList());
  }

  void add(Reading reading, EventTime eventTime) {
    for (int i = 0; i < accumulators.size(); i++) {
      accumulators.get(i).add(reading, eventTime);
    }
  }

  void merge(Partial other) {
    for (int i = 0; i < accumulators.size(); i++) {
      accumulators.get(i).merge(other.accumulators.get(i));
    }
  }

  List<Accumulator> accumulators() {
    return accumulators;
  }

  void writeResults(List<Aggregate> aggregates, JsonGenerator json) throws IOException {
    for (int i = 0; i < accumulators.size(); i++) {
      json.writeFieldName(aggregates.get(i).name());
      accumulators.get(i).writeResult(json);
    }
  }
}
