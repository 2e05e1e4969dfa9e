package dev.tidemark.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SessionGapTest {
  private static final long SECOND = 1_000_000_000L;
  private static final SessionGap FIVE_SECONDS = new SessionGap(Duration.ofSeconds(5));

  @Example
  void exactlyTheGapSeparates() {
    assertThat(FIVE_SECONDS.separates(0, 5 * SECOND)).isTrue();
    assertThat(FIVE_SECONDS.separates(-2 * SECOND, 3 * SECOND)).isTrue();
  }

  @Example
  void oneNanosecondLessDoesNot() {
    assertThat(FIVE_SECONDS.separates(0, 5 * SECOND - 1)).isFalse();
    assertThat(FIVE_SECONDS.separates(-2 * SECOND, 3 * SECOND - 1)).isFalse();
    assertThat(FIVE_SECONDS.separates(7, 7)).isFalse();
  }

  @Example
  void timesFurtherApartThanASignedLongSeparate() {
    assertThat(FIVE_SECONDS.separates(Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
    assertThat(FIVE_SECONDS.separates(-1, Long.MAX_VALUE)).isTrue();
    assertThat(new SessionGap(Duration.ofNanos(Long.MAX_VALUE)).separates(-1, Long.MAX_VALUE))
        .isTrue();
  }

  @Example
  void aGapMayBeLongerThanAllEventTimesAreApart() {
    // As a pipeline file may have it: 999999999d.
    assertThat(
            new SessionGap(Duration.ofDays(999_999_999)).separates(Long.MIN_VALUE, Long.MAX_VALUE))
        .isFalse();
    // 2^64 - 1 ns, the furthest that two event times can be apart.
    Duration most = Duration.ofSeconds(18_446_744_073L, 709_551_615);
    assertThat(new SessionGap(most).separates(Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
    assertThat(new SessionGap(most).separates(Long.MIN_VALUE, Long.MAX_VALUE - 1)).isFalse();
    assertThat(new SessionGap(most.plusNanos(1)).separates(Long.MIN_VALUE, Long.MAX_VALUE))
        .isFalse();
  }

  @Property
  void itSeparatesWhatIsAtLeastItsLengthApart(
      @ForAll long one, @ForAll long other, @ForAll @LongRange(min = 1) long length) {
    long last = Math.min(one, other);
    long now = Math.max(one, other);
    BigInteger apart = BigInteger.valueOf(now).subtract(BigInteger.valueOf(last));
    assertThat(new SessionGap(Duration.ofNanos(length)).separates(last, now))
        .isEqualTo(apart.compareTo(BigInteger.valueOf(length)) >= 0);
  }
}
