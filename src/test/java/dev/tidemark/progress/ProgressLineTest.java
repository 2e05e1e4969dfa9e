package dev.tidemark.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  @Test
  void aBatchRunReportsWhatIsReadAndWhatRemains() {
    StreamStatus status = batch(10, 1_700_000);

    assertThat(ProgressLine.ofBatch(status, 235_000_000, 379_000_000))
        .hasToString("tidemark: 62 % (235 of 379 MB), 170,000 readings/s, about 7 s left");
    assertThat(ProgressLine.ofBatch(status, 950_000, 3_800_000))
        .hasToString("tidemark: 25 % (1.0 of 3.8 MB), 170,000 readings/s, about 30 s left");
  }

  @Test
  void reportsThePhasesBeforeAndAfterReading() {
    assertThat(ProgressLine.ofBatch(batch(2, 0), 0, 379)).hasToString("tidemark: reading, 2 s");
    assertThat(ProgressLine.ofBatch(batch(14, 9), 379, 379))
        .hasToString("tidemark: reading done; computing and writing, 14 s");
    assertThat(ProgressLine.ofBatch(batch(14, 9), 400, 379))
        .as("what is done again is counted again")
        .hasToString("tidemark: reading done; computing and writing, 14 s");
    assertThat(ProgressLine.ofBatch(batch(0, 0), 0, 0).news()).startsWith("reading done");
  }

  @Test
  void noTimeIsDividedBy() {
    StreamStatus atOnce = batch(0, 1_700_000);
    assertThat(ProgressLine.ofBatch(atOnce, 235, 379)).hasToString("tidemark: reading, 0 s");
    assertThat(atOnce.readingsPerSecond()).isZero();
    assertThat(ProgressLine.ofBatch(batch(2, 0), 1, 1_000_000_000_000L).rest())
        .as("more than there is time for")
        .contains(", 0 readings/s, about ")
        .doesNotContain("-");
  }

  @Test
  void elapsedTimeAloneIsNotReported() {
    assertThat(ProgressLine.ofBatch(batch(14, 9), 1, 1).news())
        .isEqualTo(ProgressLine.ofBatch(batch(16, 9), 1, 1).news());
  }

  @Test
  void aStreamReportsTheLagOfItsWatermark() {
    StreamStatus status =
        new StreamStatus(
            Duration.ofSeconds(24),
            20_200,
            OptionalLong.of(87_258_900),
            OptionalLong.of(0),
            Map.of("Counts", 0L),
            Map.of("alerts", 8L),
            Optional.empty());

    assertThat(ProgressLine.ofStream(status))
        .hasToString(
            "tidemark: 20,200 readings parsed; watermark 1970-01-01T00:00:00.000Z, 1 d 0 h 14 min"
                + " behind the newest arrival; open windows Counts 0; rows alerts 8, 24 s");
  }

  @Test
  void aWatermarkThatIsAheadIsNotBehind() {
    StreamStatus status =
        new StreamStatus(
            Duration.ofSeconds(24),
            1,
            OptionalLong.of(0),
            OptionalLong.of(7_200_000),
            Map.of(),
            Map.of(),
            Optional.empty());
    assertThat(ProgressLine.ofStream(status).news())
        .isEqualTo(
            "1 readings parsed; watermark 1970-01-01T02:00:00.000Z, 2 h 0 min ahead of the newest"
                + " arrival; rows ");
  }

  @Test
  void aStreamReportsWhatItWaitsFor() {
    StreamStatus status =
        new StreamStatus(
            Duration.ofSeconds(4),
            7,
            OptionalLong.empty(),
            OptionalLong.empty(),
            Map.of(),
            Map.of(),
            Optional.of(new StreamStatus.Wait("kafka:activity/1", 62_000)));

    assertThat(ProgressLine.ofStream(status))
        .hasToString("tidemark: 7 readings parsed; waiting for kafka:activity/1, 4 s");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "500, 0.5 s",
    "9900, 9.9 s",
    "6000, 6 s",
    "59999, 59 s",
    "875000, 14 min 35 s",
    "3600000, 1 h 0 min",
    "86399999, 23 h 59 min",
    "87258900, 1 d 0 h 14 min",
  })
  void durationsAreHumanReadable(long millis, String text) {
    assertThat(ProgressLine.text(Duration.ofMillis(millis))).isEqualTo(text);
  }

  private static StreamStatus batch(long seconds, long readings) {
    return new StreamStatus(
        Duration.ofSeconds(seconds),
        readings,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Map.of(),
        Map.of(),
        Optional.empty());
  }
}
