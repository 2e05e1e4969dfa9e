package dev.tidemark.trace;

import static dev.tidemark.testing.Readings.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingIdTest {
  @ParameterizedTest
  @CsvSource({
    "a/nexus4_1/35, a, nexus4_1, 35",
    "a/one/two/-3, a, one/two, -3",
    "//0, '', '', 0",
    "a b/c d/9223372036854775807, a b, c d, 9223372036854775807",
  })
  void theFirstAndTheLastSlashSeparate(String text, String user, String device, long index) {
    assertThat(ReadingId.parse(text, ActivitySchema.SCHEMA)).contains(id(user, device, index));
    assertThat(id(user, device, index)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a/35", "a/d/", "a/d/x", "a/d/1.5", "a/d/ 1", "a/d/9223372036854775808"})
  void anythingElseIsNotAReadingId(String text) {
    assertThat(ReadingId.parse(text, ActivitySchema.SCHEMA)).isEmpty();
  }

  @Test
  void aReadingIsIdentifiedByUserDeviceAndIndex() {
    ReadingId id = id("a", "d", 3);
    assertThat(id.sees(reading("a", "d").index(3).build())).isTrue();
    assertThat(id.sees(reading("b", "d").index(3).build())).isFalse();
    assertThat(id.sees(reading("a", "e").index(3).build())).isFalse();
    assertThat(id.sees(reading("a", "d").index(4).build())).isFalse();
    assertThat(id.sees(reading("a", "d").build())).isFalse();
  }

  @Test
  void anAbsentIndexCountsAsZero() {
    assertThat(id("a", "d", 0).sees(reading("a", "d").build())).isTrue();
    assertThat(id("a", "d", 0).sees(reading("a", "d").index(0).build())).isTrue();
  }

  @Test
  void nobodyStaysNobodyWhenSerialized() {
    assertThat(SerializableUtils.clone(TracedReading.NOBODY)).isSameAs(TracedReading.NOBODY);
    assertThat(TracedReading.NOBODY.isOn()).isFalse();
    assertThat(TracedReading.NOBODY.sees(reading("a", "d").build())).isFalse();
  }

  private static Readings reading(String user, String device) {
    return Readings.atMillis(1).user(user).device(device);
  }
}
