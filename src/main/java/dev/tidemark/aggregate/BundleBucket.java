package dev.tidemark.aggregate;

import dev.tidemark.aggregate.function.AccumulatorInput;
import dev.tidemark.aggregate.function.AccumulatorOutput;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.time.WindowFnSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a bundle has for a bucket of groups.
 *
 * @param partials what readings that were combined come to
 * @param uncombined readings that were not, none of which is too late for its window
 */
record BundleBucket(List<WindowPartial> partials, ReadingColumns uncombined) {
  static final BundleBucket EMPTY = new BundleBucket(List.of(), ReadingColumns.NONE);

  boolean isEmpty() {
    return partials.isEmpty() && uncombined.isEmpty();
  }

  /**
   * The ends of all windows, ms since 1970; {@code Long.MAX_VALUE} for one that never ends.
   *
   * @param spec of the step
   */
  Set<Long> windowEnds(CombineSpec spec) {
    WindowFnSpec windows = spec.windowing().windowFn();
    Set<Long> ends = new HashSet<>();
    for (WindowPartial partial : partials) {
      ends.add(partial.end());
    }
    for (int row = 0; row < uncombined.size(); row++) {
      long start = windows.lastStart(spec.eventTime().millis(uncombined, row));
      ends.add(windows.isBounded() ? start + windows.length().toMillis() : Long.MAX_VALUE);
    }
    return ends;
  }

  /** Adds it to other partials, and is not used any more. */
  void addTo(Partials merged) {
    partials.forEach(merged::merge);
    if (!uncombined.isEmpty()) {
      merged.add(uncombined, new ArrayList<>());
    }
  }

  /** Encodes it as a whole. */
  byte[] encode() {
    AccumulatorOutput out = new AccumulatorOutput();
    try {
      out.writeInt(partials.size());
      for (WindowPartial partial : partials) {
        partial.writeTo(out);
      }
      ReadingColumnsCoder.of(uncombined.schema()).encode(uncombined, out);
      return out.encoded();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
  }

  /** Decodes what {@link #encode} has encoded. */
  static BundleBucket decode(byte[] encoded, CombineSpec spec) {
    try {
      AccumulatorInput in = new AccumulatorInput(encoded, spec.readings());
      int count = in.readInt();
      List<WindowPartial> partials = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        partials.add(WindowPartial.readFrom(in, spec.aggregates()));
      }
      return new BundleBucket(partials, ReadingColumnsCoder.of(spec.readings()).decode(in));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }
}
