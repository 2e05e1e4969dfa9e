package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {
  private static final OrderingSpec SPEC =
      new OrderingSpec(
          List.of(ActivitySchema.USER),
          new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10)),
          Duration.ofSeconds(60));
  private static final Reading FIRST = Readings.atMillis(-1).build();
  private static final Reading SECOND = Readings.atMillis(4_999).build();
  private static final Reading THIRD = Readings.atMillis(5_000).build();

  /** Ten seconds late would be in time; it is 20, so it is due when the watermark is at 15,000. */
  private static final Reading LATE = Readings.atMillis(5_001).arrival(25_000).build();

  private final ReorderBuffer buffer = ReorderBuffer.empty(ActivitySchema.SCHEMA);

  @Test
  void slicesAreFiveSecondsLongBefore1970Too() {
    buffer.add(List.of(THIRD, FIRST, LATE, SECOND), SPEC);
    assertThat(buffer.slices().keySet()).containsExactly(-1L, 0L, 1L, 3L);
  }

  @Test
  void dueReadingsAreTakenInOrder() {
    buffer.add(List.of(LATE, THIRD), SPEC);
    buffer.add(List.of(SECOND, FIRST), SPEC);
    assertThat(buffer.takeBefore(-1, SPEC)).isEmpty();
    assertThat(buffer.takeBefore(5_000, SPEC)).containsExactly(FIRST, SECOND);
    assertThat(buffer.takenTo()).isEqualTo(4_999);
    assertThat(buffer.takeBefore(15_000, SPEC)).containsExactly(THIRD);
    assertThat(buffer.isEmpty()).isFalse();
    assertThat(buffer.takeBefore(Long.MAX_VALUE, SPEC)).containsExactly(LATE);
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.takenTo()).isEqualTo(15_000);
  }

  @Test
  void itIsReadAsItWasWritten() throws CoderException {
    buffer.add(List.of(SECOND), SPEC);
    buffer.takeBefore(6_000, SPEC);
    buffer.add(List.of(THIRD, LATE), SPEC);
    buffer.add(List.of(Readings.atMillis(5_002).build()), SPEC);
    ReorderBuffer read = CoderUtils.clone(new ReorderBufferCoder(ActivitySchema.SCHEMA), buffer);
    assertThat(read.takenTo()).isEqualTo(4_999);
    assertThat(read.slices().keySet()).isEqualTo(buffer.slices().keySet());
    assertThat(read.takeBefore(Long.MAX_VALUE, SPEC))
        .containsExactly(THIRD, Readings.atMillis(5_002).build(), LATE);
  }

  @Test
  void anEmptyBufferDecodesAsEmpty() throws CoderException {
    ReorderBuffer read = CoderUtils.clone(new ReorderBufferCoder(ActivitySchema.SCHEMA), buffer);
    assertThat(read.isEmpty()).isTrue();
    assertThat(read.takenTo()).isEqualTo(Long.MIN_VALUE);
  }
}
