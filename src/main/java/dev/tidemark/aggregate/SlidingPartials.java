package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowFnSpec;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;

/** A bundle's partials by key and window, for fixed and sliding windows. */
final class SlidingPartials implements Partials {
  private final CombineSpec spec;
  private final long size;
  private final long period;
  private final WindowFnSpec.Sliding windows;
  private final GroupTable<Partial> partials;

  SlidingPartials(CombineSpec spec, WindowFnSpec.Sliding windows) {
    this.spec = spec;
    this.windows = windows;
    this.size = windows.size().toMillis();
    this.period = windows.period().toMillis();
    this.partials = new GroupTable<>(spec.groupBy(), spec::start);
  }

  @Override
  public void add(ReadingColumns readings, List<? super LateReading> late) {
    EventTime eventTime = spec.eventTime();
    for (int row = 0; row < readings.size(); row++) {
      long millis = eventTime.millis(readings, row);
      long watermark = eventTime.watermark(readings, row);
      long start = windows.lastStart(millis);
      while (start > millis - size && !spec.windowing().isTooLate(watermark, start + size)) {
        partials.of(readings, row, start).add(readings, row, eventTime);
        start -= period;
      }
      if (start > millis - size) {
        // The windows before one that is too late end even earlier.
        addLate(readings.get(row), watermark, start, millis, late);
      }
    }
  }

  private void addLate(
      Reading reading, long watermark, long last, long millis, List<? super LateReading> late) {
    for (long start = last; start > millis - size; start -= period) {
      late.add(spec.windowing().late(reading, watermark, new Bounds(start, start + size)));
    }
  }

  @Override
  public int size() {
    return partials.size();
  }

  @Override
  public void merge(WindowPartial other) {
    long start = ((IntervalWindow) other.window()).start().getMillis();
    partials.of(other.key(), start).merge(other.partial());
  }

  @Override
  public void forEach(Consumer<WindowPartial> visitor) {
    partials.forEach(
        (group, partial) ->
            visitor.accept(
                new WindowPartial(
                    group.key(),
                    new IntervalWindow(
                        Instant.ofEpochMilli(group.start()),
                        Instant.ofEpochMilli(group.start() + size)),
                    partial)));
  }
}
