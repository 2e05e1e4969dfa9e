package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

class MinuteSlicesTest {
  /** The ends of 64 bits of nanoseconds, in milliseconds. */
  private static final long EARLIEST = -9_223_372_036_855L;

  private static final long LATEST = 9_223_372_036_854L;

  @Property
  void stampsSortLikeTimes(
      @ForAll @LongRange(min = EARLIEST, max = LATEST) long one,
      @ForAll @LongRange(min = EARLIEST, max = LATEST) long other) {
    if (Math.floorDiv(one, 60_000L) < Math.floorDiv(other, 60_000L)) {
      assertThat(stamp(one)).isLessThan(stamp(other));
    }
  }

  @Property
  void aMinuteIsOneSlice(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long minute,
      @ForAll @LongRange(min = 0, max = 59_999) long offset) {
    assertThat(stamp(minute * 60_000 + offset)).isEqualTo(stamp(minute * 60_000));
  }

  @Example
  void everyStampIsATimestampThatSortsWithoutItsSign() {
    assertThat(stamp(EARLIEST)).isNotNegative();
    assertThat(MinuteSlices.timestamp(MinuteSlices.EARLIEST).getMillis()).isNotNegative();
    assertThat(stamp(LATEST)).isLessThan(BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis());
  }

  @Property
  void noStampIsBeforeAnyEventTime(
      @ForAll @LongRange(min = EARLIEST, max = LATEST) long slice,
      @ForAll @LongRange(min = EARLIEST, max = LATEST) long batch) {
    // A batch is stamped with an event time, and a DoFn may not emit earlier elements.
    assertThat(stamp(slice)).isGreaterThanOrEqualTo(batch);
  }

  private static long stamp(long millis) {
    return MinuteSlices.timestamp(MinuteSlices.indexOf(millis)).getMillis();
  }
}
