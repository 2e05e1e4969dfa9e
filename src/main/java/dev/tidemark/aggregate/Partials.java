package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.time.WindowFnSpec;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The partial results of one bundle. Each reading is added to the partial of its key and window
 * before the shuffle, so that only partials are shuffled.
 */
interface Partials {

  static Partials of(CombineSpec aggregation) {
    WindowFnSpec kind = aggregation.windowing().kind();
    if (kind instanceof WindowFnSpec.Sliding sliding) {
      return new SlidingPartials(aggregation, sliding);
    }
    if (kind instanceof WindowFnSpec.Sessions sessions) {
      return new SessionPartials(aggregation, sessions);
    }
    return new GlobalPartials(aggregation);
  }

  /**
   * Adds a reading to each of its windows that still accepts it.
   *
   * @param late receives the reading once for each window that does not accept it
   */
  void add(Reading reading, List<? super LateReading> late);

  void forEach(Visitor visitor);

  /** Takes one partial. */
  @FunctionalInterface
  interface Visitor {
    void visit(GroupKey key, BoundedWindow window, Partial partial);
  }
}
