package dev.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class JsonRowTest {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Example
  void aWindowBoundHasThreeDigitsOfASecond() {
    assertThat(JsonRow.windowBound(0)).isEqualTo("1970-01-01T00:00:00.000Z");
    assertThat(JsonRow.windowBound(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
    assertThat(JsonRow.windowBound(1_424_696_631_090L)).isEqualTo("2015-02-23T13:03:51.090Z");
    assertThat(JsonRow.windowBound(1_709_164_800_000L)).isEqualTo("2024-02-29T00:00:00.000Z");
  }

  @Example
  void yearsOfOtherThanFourDigitsAreWrittenToo() {
    assertThat(JsonRow.windowBound(253_402_300_799_999L)).isEqualTo("9999-12-31T23:59:59.999Z");
    assertThat(JsonRow.windowBound(253_402_300_800_000L)).isEqualTo("+10000-01-01T00:00:00.000Z");
    assertThat(JsonRow.windowBound(-62_167_219_200_000L)).isEqualTo("0000-01-01T00:00:00.000Z");
    assertThat(JsonRow.windowBound(-62_167_219_200_001L)).isEqualTo("-0001-12-31T23:59:59.999Z");
  }

  @Property
  void aWindowBoundIsWrittenAsAFormatterWould(
      @ForAll @LongRange(min = -70_000_000_000_000L, max = 300_000_000_000_000L) long millis) {
    assertThat(JsonRow.windowBound(millis)).isEqualTo(MILLIS.format(Instant.ofEpochMilli(millis)));
  }
}
