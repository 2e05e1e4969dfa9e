package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Field;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.TimeField;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {
  private static final OrderingSpec POLICY =
      new OrderingSpec(
          Field.USER,
          new EventTime(TimeField.CREATION_TIME, Duration.ofSeconds(10)),
          Duration.ofSeconds(60));
  private static final Reading FIRST = Readings.atMillis(-1).build();
  private static final Reading SECOND = Readings.atMillis(4_999).build();
  private static final Reading THIRD = Readings.atMillis(5_000).build();

  /** Ten seconds late would be in time; it is 20, so it is due when the watermark is at 15,000. */
  private static final Reading LATE = Readings.atMillis(5_001).arrival(25_000).build();

  private final ReorderBuffer buffer = ReorderBuffer.empty();

  @Test
  void slicesAreFiveSecondsLongBefore1970Too() {
    assertThat(buffer.add(List.of(THIRD, FIRST, LATE, SECOND), POLICY)).isEmpty();
    assertThat(buffer.slices().keySet()).containsExactly(-1L, 0L, 1L, 3L);
  }

  @Test
  void whatIsDueBeforeTheMomentIsTakenInOrder() {
    buffer.add(List.of(LATE, THIRD), POLICY);
    buffer.add(List.of(SECOND, FIRST), POLICY);
    assertThat(buffer.takeBefore(-1, POLICY)).isEmpty();
    assertThat(buffer.takeBefore(5_000, POLICY)).containsExactly(FIRST, SECOND);
    assertThat(buffer.takenTo()).isEqualTo(4_999);
    assertThat(buffer.takeBefore(15_000, POLICY)).containsExactly(THIRD);
    assertThat(buffer.isEmpty()).isFalse();
    assertThat(buffer.takeBefore(Long.MAX_VALUE, POLICY)).containsExactly(LATE);
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.takenTo()).isEqualTo(15_000);
  }

  @Test
  void whatIsNotAfterAReadingThatWasTakenIsLate() {
    buffer.add(List.of(SECOND), POLICY);
    buffer.takeBefore(6_000, POLICY);
    assertThat(buffer.add(List.of(FIRST, SECOND, THIRD), POLICY))
        .containsExactly(LateReading.behindOrder(5_000, FIRST), LateReading.behindOrder(0, SECOND));
    assertThat(buffer.takeBefore(6_000, POLICY)).containsExactly(THIRD);
  }

  @Test
  void itIsReadAsItWasWritten() throws CoderException {
    buffer.add(List.of(SECOND), POLICY);
    buffer.takeBefore(6_000, POLICY);
    buffer.add(List.of(THIRD, LATE), POLICY);
    buffer.add(List.of(Readings.atMillis(5_002).build()), POLICY);
    ReorderBuffer read = CoderUtils.clone(ReorderBufferCoder.of(), buffer);
    assertThat(read.takenTo()).isEqualTo(4_999);
    assertThat(read.slices().keySet()).isEqualTo(buffer.slices().keySet());
    assertThat(read.add(List.of(FIRST), POLICY)).hasSize(1);
    assertThat(read.takeBefore(Long.MAX_VALUE, POLICY))
        .containsExactly(THIRD, Readings.atMillis(5_002).build(), LATE);
  }

  @Test
  void nothingIsReadAsNothing() throws CoderException {
    ReorderBuffer read = CoderUtils.clone(ReorderBufferCoder.of(), buffer);
    assertThat(read.isEmpty()).isTrue();
    assertThat(read.takenTo()).isEqualTo(Long.MIN_VALUE);
  }
}
