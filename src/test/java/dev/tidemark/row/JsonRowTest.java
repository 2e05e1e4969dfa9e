package dev.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRowTest {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "1424696631914040999, 2015-02-23T13:03:51.914040Z",
    "1424696631914040000, 2015-02-23T13:03:51.914040Z",
    "1424696631000000000, 2015-02-23T13:03:51.000000Z",
    "0, 1970-01-01T00:00:00.000000Z",
    "999, 1970-01-01T00:00:00.000000Z",
    "-1, 1969-12-31T23:59:59.999999Z",
    "-1000, 1969-12-31T23:59:59.999999Z",
    "-1001, 1969-12-31T23:59:59.999998Z",
    "-1000000000, 1969-12-31T23:59:59.000000Z",
    "9223372036854775807, 2262-04-11T23:47:16.854775Z",
    "-9223372036854775808, 1677-09-21T00:12:43.145224Z"
  })
  void eventTimesAreFlooredToMicroseconds(long nanos, String printed) {
    assertThat(JsonRow.eventTime(nanos)).isEqualTo(printed);
  }

  @Property(tries = 500)
  void aPrintedEventTimeIsTheFloor(@ForAll long nanos) {
    Instant read = Instant.parse(JsonRow.eventTime(nanos));
    BigDecimal micros = new BigDecimal(nanos).divide(BigDecimal.valueOf(1000));
    assertThat(
            BigInteger.valueOf(read.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(read.getNano() / 1000)))
        .isEqualTo(micros.setScale(0, RoundingMode.FLOOR).toBigInteger());
  }

  @ParameterizedTest
  @CsvSource({
    "1424696400000, 2015-02-23T13:00:00.000Z",
    "27900678, 1970-01-01T07:45:00.678Z",
    "0, 1970-01-01T00:00:00.000Z",
    "-1, 1969-12-31T23:59:59.999Z",
    "-600000, 1969-12-31T23:50:00.000Z",
    "1424696631090, 2015-02-23T13:03:51.090Z",
    "1709164800000, 2024-02-29T00:00:00.000Z",
    "253402300799999, 9999-12-31T23:59:59.999Z",
    "253402300800000, +10000-01-01T00:00:00.000Z",
    "-62167219200000, 0000-01-01T00:00:00.000Z",
    "-62167219200001, -0001-12-31T23:59:59.999Z"
  })
  void windowBoundsAreInMilliseconds(long millis, String printed) {
    assertThat(JsonRow.windowBound(millis)).isEqualTo(printed);
  }

  @Property
  void aWindowBoundIsWrittenAsAFormatterWould(
      @ForAll @LongRange(min = -70_000_000_000_000L, max = 300_000_000_000_000L) long millis) {
    assertThat(JsonRow.windowBound(millis)).isEqualTo(MILLIS.format(Instant.ofEpochMilli(millis)));
  }

  @Example
  void aRowIsAlwaysOneLine() {
    String row =
        JsonRow.of(
            json -> {
              json.writeStringField("User", "a\n\"b\"\r\\");
              json.writeStringField("gt", null);
              json.writeNumberField("count", 3);
            });
    assertThat(row).isEqualTo("{\"User\":\"a\\n\\\"b\\\"\\r\\\\\",\"gt\":null,\"count\":3}");
  }
}
