package dev.tidemark.model.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DelayScaleTest {
  private static final long FAR = 1L << 60;

  @Property
  void aDelayIsInItsBin(@ForAll @LongRange(min = -FAR, max = FAR) long delay) {
    for (DelayScale scale : new DelayScale[] {DelayScale.FINE, DelayScale.COARSE}) {
      int bin = scale.bin(delay);
      assertThat(scale.lower(bin)).isLessThanOrEqualTo(delay);
      assertThat(scale.upper(bin)).isGreaterThan(delay);
    }
  }

  @Property
  void aBinIsNarrow(@ForAll @LongRange(min = 64, max = FAR) long delay) {
    int bin = DelayScale.FINE.bin(delay);
    long width = DelayScale.FINE.upper(bin) - DelayScale.FINE.lower(bin);
    assertThat(width).isLessThanOrEqualTo(delay / 32);
  }

  /** By hand: 2^2 bins to a power of two, so of width 1 up to 8, then 2 up to 16, then 4. */
  @Test
  void boundsOfAScale() {
    DelayScale scale = DelayScale.COARSE;
    assertThat(scale.lower(scale.bin(0))).isZero();
    assertThat(scale.upper(scale.bin(0))).isEqualTo(1);
    assertThat(scale.lower(scale.bin(7))).isEqualTo(7);
    assertThat(scale.lower(scale.bin(9))).isEqualTo(8);
    assertThat(scale.upper(scale.bin(9))).isEqualTo(10);
    assertThat(scale.lower(scale.bin(22))).isEqualTo(20);
    assertThat(scale.upper(scale.bin(22))).isEqualTo(24);
    assertThat(scale.lower(scale.bin(-1))).isEqualTo(-1);
    assertThat(scale.upper(scale.bin(-1))).isZero();
    assertThat(scale.lower(scale.bin(-22))).isEqualTo(-24);
    assertThat(scale.upper(scale.bin(-22))).isEqualTo(-20);
  }
}
