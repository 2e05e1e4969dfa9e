package dev.tidemark.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.MalformedLine.Reason;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import org.junit.jupiter.api.Test;

class BatchBuilderTest {
  private final BatchBuilder builder = new BatchBuilder("read", ActivitySchema.SCHEMA);

  @Test
  void countsItsRecords() {
    builder.readings().add(Readings.atMillis(1).build());
    builder.add(malformed(10));
    builder.readings().add(Readings.atMillis(2).build());
    ReadingBatch batch = builder.take();
    assertThat(batch.readings()).hasSize(2);
    assertThat(batch.sideOutput().deadLetters()).containsExactly(malformed(10));
    assertThat(batch.sideOutput().counts().count("read", Outcome.READ)).isEqualTo(3);
    assertThat(batch.sideOutput().counts().count("read", Outcome.ACCEPTED)).isEqualTo(2);
    assertThat(batch.sideOutput().counts().count("read", Outcome.MALFORMED)).isEqualTo(1);
    assertThat(builder.isEmpty()).isTrue();
  }

  @Test
  void isFullOfSomeThousandRecords() {
    for (int i = 0; i < 4095; i++) {
      builder.readings().add(Readings.atMillis(i).build());
    }
    assertThat(builder.isFull()).isFalse();
    builder.add(malformed(1));
    assertThat(builder.isFull()).isTrue();
  }

  @Test
  void isFullOfAFewLongMalformedLines() {
    for (int i = 0; i < 4; i++) {
      assertThat(builder.isFull()).isFalse();
      builder.add(malformed(1 << 20));
    }
    assertThat(builder.isFull()).isTrue();
    builder.take();
    assertThat(builder.isFull()).isFalse();
  }

  private static MalformedLine malformed(int length) {
    return new MalformedLine("f", 0, Reason.LINE_TOO_LONG, "long", "x".repeat(length), false);
  }
}
