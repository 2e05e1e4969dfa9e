package dev.tidemark.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schema.Field.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
  private static final long NANOS = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    // Seconds since 1970 by another program: date -u -d TEXT +%s.
    "1970-01-01T00:00:00Z,0,0",
    "1969-12-31T23:59:59.999999999Z,-1,999999999",
    "2000-02-29T12:00:00Z,951825600,0",
    "2024-02-29T23:59:59Z,1709251199,0",
    "2100-03-01T00:00:00Z,4107542400,0",
    "2026-01-31T23:59:59.5Z,1769903999,500000000",
    "2026-01-31T23:59:59.000000001Z,1769903999,1",
    "2026-01-31T23:59:59.12345678Z,1769903999,123456780",
    "2026-01-31T23:59:59+01:00,1769900399,0",
    "2026-01-31T23:59:59-05:30,1769923799,0",
    "2026-01-31T23:59:59+00:00,1769903999,0",
    "2026-01-31T23:59:59-00:00,1769903999,0",
    "2026-01-31t23:59:59z,1769903999,0",
    "2026-01-31 23:59:59Z,1769903999,0",
    "2026-01-31 23:59:59.25+01:00,1769900399,250000000",
    "2026-01-31T23:59Z,1769903940,0",
    "2262-04-11T23:47:16.854775807Z,9223372036,854775807",
    "1677-09-21T00:12:44Z,-9223372036,0",
  })
  void formsOfIso8601(String text, long seconds, int nanos) {
    assertThat(Instants.iso(text)).hasValue(seconds * NANOS + nanos);
    assertThat(plain(text)).isIn(Instants.NONE, seconds * NANOS + nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2262-04-11T23:47:16.854775808Z",
        "2262-04-12T00:00:00Z",
        "1677-09-21T00:12:43Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z"
      })
  void beyondTheYears(String text) {
    assertThat(Instants.iso(text)).isEmpty();
    assertThat(plain(text)).isEqualTo(Instants.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026",
        "2026-01-31",
        "2026-01-31T23:59:59",
        "2026-02-30T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T23:60:00Z",
        "2026-01-31T23:59:60Z",
        "2026-01-31T23:59:61Z",
        "2026-01-31T23:59:59.Z",
        "2026-01-31T23:59:59.1234567890Z",
        "2026-01-31T23:59:59,5Z",
        "2026-01-31T23:59:59.5",
        "2026-01-31T23:59:59Z ",
        " 2026-01-31T23:59:59Z",
        "2026-1-31T23:59:59Z",
        "2026-01-31_23:59:59Z",
        "2026-01-31T3:59:59Z",
        "20260131T235959Z",
        "2026-01-31T23:59:59+19:00",
        "2026-01-31T23:59:59+01:60",
        "2026-01-31T23:59:59 UTC",
        "2026-01-31T23:59:59ZZ",
        "+2026-01-31T23:59:59Z",
        "\u0662026-01-31T23:59:59Z"
      })
  void isNoInstant(String text) {
    assertThatThrownBy(() -> Instants.iso(text)).isInstanceOf(DateTimeException.class);
    assertThat(plain(text)).isEqualTo(Instants.NONE);
  }

  @Test
  void thePlainFormIsReadAsAnyOther() {
    SplittableRandom random = new SplittableRandom(1);
    long last = Instant.parse("2200-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      int digits = random.nextInt(10);
      long unit = BigInteger.TEN.pow(9 - digits).longValueExact();
      long seconds = random.nextLong(last);
      long nanos = random.nextLong(NANOS) / unit * unit;
      String fraction = digits == 0 ? "" : ".%09d".formatted(nanos).substring(0, digits + 1);
      String text = Instant.ofEpochSecond(seconds).toString().replace("Z", fraction + "Z");
      assertThat(plain(text)).as(text).isEqualTo(seconds * NANOS + nanos);
      assertThat(Instants.iso(text)).as(text).hasValue(seconds * NANOS + nanos);
    }
  }

  @Test
  void eachByteOfAPlainInstantCounts() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder changed = new StringBuilder("2024-02-29T23:59:59.123Z");
      int changes = 1 + random.nextInt(2);
      for (int j = 0; j < changes; j++) {
        changed.setCharAt(random.nextInt(changed.length()), (char) (' ' + random.nextInt(95)));
      }
      String text = changed.toString();
      long plain = plain(text);
      if (plain != Instants.NONE) {
        assertThat(Instants.iso(text)).as(text).hasValue(plain);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,SECONDS,0",
    "-0,SECONDS,0",
    "-0.0,SECONDS,0",
    "1.5,SECONDS,1500000000",
    "1424686733.176178965,SECONDS,1424686733176178965",
    "1424686733.1761789659,SECONDS,1424686733176178965",
    "-1424686733.1761789659,SECONDS,-1424686733176178966",
    "-0.0000000001,SECONDS,-1",
    "0.0000000001,SECONDS,0",
    "1e-400,SECONDS,0",
    "-1e-400,SECONDS,-1",
    "14.25E8,SECONDS,1425000000000000000",
    "1424686733176.178965,MILLIS,1424686733176178965",
    "1424686733176178.965,MICROS,1424686733176178965",
    "1424686733176178965.4,NANOS,1424686733176178965",
    "9223372036.854775807,SECONDS,9223372036854775807",
    "0e99999999999,SECONDS,0",
    "1e-99999999999,SECONDS,0",
    "0.1e-2147483648,MILLIS,0",
    "0e-2147483648,MILLIS,0",
  })
  void decimals(String number, Unit unit, long nanos) {
    assertThat(Instants.decimal(number, unit)).hasValue(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        "9223372036.854775808",
        "1e10",
        "-1e10",
        "1e2147483647",
        "1e2147483648",
        "1e99999999999",
        "-1e99999999999",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"
      })
  void decimalsBeyondTheYears(String number) {
    assertThat(Instants.decimal(number, Unit.SECONDS)).isEmpty();
  }

  @Test
  void aNumberOfAMillionDigitsIsReadFromItsFirst() {
    String digits = "7".repeat(1_000_000);
    assertThat(Instants.decimal(digits, Unit.NANOS)).isEmpty();
    assertThat(Instants.decimal("1." + digits, Unit.SECONDS)).hasValue(1_777_777_777);
    assertThat(Instants.decimal("0." + "0".repeat(1_000_000) + "1e1000010", Unit.NANOS))
        .hasValue(NANOS);
  }

  @Test
  void anyDecimalIsFloored() {
    SplittableRandom random = new SplittableRandom(3);
    List<Unit> units = List.of(Unit.SECONDS, Unit.MILLIS, Unit.MICROS, Unit.NANOS);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal number =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(-3, 25));
      Unit unit = units.get(random.nextInt(units.size()));
      BigInteger nanos =
          number
              .multiply(BigDecimal.valueOf(unit.nanos()))
              .setScale(0, RoundingMode.FLOOR)
              .toBigInteger();
      OptionalLong expected =
          nanos.bitLength() < Long.SIZE
              ? OptionalLong.of(nanos.longValueExact())
              : OptionalLong.empty();
      assertThat(Instants.decimal(number.toString(), unit))
          .as("%s %s", number, unit)
          .isEqualTo(expected);
    }
  }

  @Test
  void theTextOfAnInstantIsReadBack() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 5_000; i++) {
      long nanos = random.nextLong() >> random.nextInt(64);
      // The earliest second does not fit as a whole.
      if (nanos > Long.MIN_VALUE + NANOS) {
        assertThat(Instants.iso(Instants.text(nanos))).hasValue(nanos);
      }
      for (Unit unit : List.of(Unit.SECONDS, Unit.MILLIS, Unit.MICROS, Unit.NANOS)) {
        String count = Instants.count(nanos, unit).toString();
        assertThat(Instants.decimal(count, unit)).as(count).hasValue(nanos);
      }
    }
  }

  private static long plain(String text) {
    // What stands beside the text must not matter.
    byte[] bytes = ('5' + text + '5').getBytes(ISO_8859_1);
    return Instants.plainIso(bytes, 1, bytes.length - 1);
  }
}
