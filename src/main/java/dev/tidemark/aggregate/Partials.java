package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.time.WindowFnSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * The partial results of one bundle. Each reading is added to the partial of its key and window
 * before the shuffle, so that only partials are shuffled.
 */
interface Partials {

  static Partials of(CombineSpec spec) {
    WindowFnSpec kind = spec.windowing().windowFn();
    if (kind instanceof WindowFnSpec.Sliding sliding) {
      return new SlidingPartials(spec, sliding);
    }
    if (kind instanceof WindowFnSpec.Sessions sessions) {
      return new SessionPartials(spec, sessions);
    }
    return new GlobalPartials(spec);
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

  /** A bundle's partials by key, for the global window. */
  final class GlobalPartials implements Partials {
    private final CombineSpec spec;
    private final Map<GroupKey, Partial> partials = new HashMap<>();

    GlobalPartials(CombineSpec spec) {
      this.spec = spec;
    }

    @Override
    public void add(Reading reading, List<? super LateReading> late) {
      partials
          .computeIfAbsent(GroupKey.of(reading, spec.groupBy()), key -> spec.start())
          .add(reading, spec.eventTime());
    }

    @Override
    public void forEach(Visitor visitor) {
      partials.forEach((key, partial) -> visitor.visit(key, GlobalWindow.INSTANCE, partial));
    }
  }
}
