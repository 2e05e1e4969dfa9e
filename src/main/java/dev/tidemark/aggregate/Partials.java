package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.WindowFnSpec;
import java.util.List;
import java.util.function.Consumer;
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
   * Adds each reading to those of its windows that still accept it.
   *
   * @param late receives a reading once for each window that does not accept it
   */
  void add(ReadingColumns readings, List<? super LateReading> late);

  /** How many partials there are. */
  int size();

  /** Merges what other readings of a key and window come to; it is not used any more. */
  void merge(WindowPartial other);

  void forEach(Consumer<WindowPartial> visitor);

  /** A bundle's partials by key, for the global window. */
  final class GlobalPartials implements Partials {
    private final CombineSpec spec;
    private final GroupTable<Partial> partials;

    GlobalPartials(CombineSpec spec) {
      this.spec = spec;
      this.partials = new GroupTable<>(spec.groupBy(), spec::start);
    }

    @Override
    public void add(ReadingColumns readings, List<? super LateReading> late) {
      for (int row = 0; row < readings.size(); row++) {
        partials.of(readings, row, 0).add(readings, row, spec.eventTime());
      }
    }

    @Override
    public int size() {
      return partials.size();
    }

    @Override
    public void merge(WindowPartial other) {
      partials.of(other.key(), 0).merge(other.partial());
    }

    @Override
    public void forEach(Consumer<WindowPartial> visitor) {
      partials.forEach(
          (group, partial) ->
              visitor.accept(new WindowPartial(group.key(), GlobalWindow.INSTANCE, partial)));
    }
  }
}
