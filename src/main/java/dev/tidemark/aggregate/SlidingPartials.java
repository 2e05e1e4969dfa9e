package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.Reading;
import dev.tidemark.time.WindowFnSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;

/** A bundle's partials by key and window, for fixed and sliding windows. */
final class SlidingPartials implements Partials {
  private final CombineSpec spec;
  private final long size;
  private final long period;
  private final WindowFnSpec.Sliding windows;
  private final Map<Group, Partial> partials = new HashMap<>();

  SlidingPartials(CombineSpec spec, WindowFnSpec.Sliding windows) {
    this.spec = spec;
    this.windows = windows;
    this.size = windows.size().toMillis();
    this.period = windows.period().toMillis();
  }

  private record Group(GroupKey key, long start) {}

  @Override
  public void add(Reading reading, List<? super LateReading> late) {
    GroupKey key = GroupKey.of(reading, spec.groupBy());
    long millis = spec.eventTime().millis(reading);
    for (long start = windows.lastStart(millis); start > millis - size; start -= period) {
      Optional<LateReading> tooLate =
          spec.windowing().tooLate(reading, spec.eventTime(), new Bounds(start, start + size));
      if (tooLate.isPresent()) {
        late.add(tooLate.get());
      } else {
        partials
            .computeIfAbsent(new Group(key, start), group -> spec.start())
            .add(reading, spec.eventTime());
      }
    }
  }

  @Override
  public void forEach(Visitor visitor) {
    partials.forEach(
        (group, partial) ->
            visitor.visit(
                group.key,
                new IntervalWindow(
                    Instant.ofEpochMilli(group.start), Instant.ofEpochMilli(group.start + size)),
                partial));
  }
}
