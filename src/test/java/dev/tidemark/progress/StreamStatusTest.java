package dev.tidemark.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.progress.StreamStatus.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreamStatusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StreamStatus BEFORE = status(Duration.ofSeconds(2), 100);

  @Test
  void aRowContainsWhatIsKnown() throws Exception {
    StreamStatus now = status(Duration.ofMillis(4500), 350, OptionalLong.of(61_000));

    assertThat(row(BEFORE, now))
        .isEqualTo(
            JSON.readTree(
                """
                {"seconds": 4.5, "readings": 350, "readings_per_second": 100,
                 "arrival_clock": "1970-01-01T00:01:01.000Z",
                 "watermark": "1970-01-01T00:00:51.000Z", "behind_ms": 10000,
                 "open_windows": {"Counts": 2}, "rows": {"results": 7}}
                """));
  }

  @Test
  void aRowSaysWhatTheSourceWaitsFor() throws Exception {
    Wait wait = new Wait("kafka:activity/1", 62_000);
    ObjectNode row =
        row(BEFORE, status(Duration.ofSeconds(1), 0, OptionalLong.empty(), Optional.of(wait)));
    assertThat(row.get("waiting_for").textValue()).isEqualTo("kafka:activity/1");
    assertThat(row.get("waiting_since").textValue()).isEqualTo("1970-01-01T00:01:02.000Z");
  }

  /** A run may end right after a row. */
  @Test
  void aRateOfNoTimeIsZero() throws Exception {
    StreamStatus now = status(Duration.ofSeconds(2), 350);
    assertThat(row(BEFORE, now).get("readings_per_second").longValue()).isZero();
  }

  @Test
  void aRowOmitsWhatIsUnknown() throws Exception {
    assertThat(row(status(Duration.ZERO, 0), BEFORE).fieldNames())
        .toIterable()
        .containsExactly("seconds", "readings", "readings_per_second", "open_windows", "rows");
  }

  /** The row without time and heap, which vary. */
  private static ObjectNode row(StreamStatus before, StreamStatus now) throws IOException {
    ObjectNode row = (ObjectNode) JSON.readTree(now.toRow(before));
    assertThat(row.remove("time").textValue()).endsWith("Z");
    assertThat(row.remove("heap_bytes").longValue()).isPositive();
    return row;
  }

  private static StreamStatus status(Duration elapsed, long readings) {
    return status(elapsed, readings, OptionalLong.empty());
  }

  /** The watermark is the arrival clock minus ten seconds. */
  private static StreamStatus status(Duration elapsed, long readings, OptionalLong arrivalClock) {
    return status(elapsed, readings, arrivalClock, Optional.empty());
  }

  private static StreamStatus status(
      Duration elapsed, long readings, OptionalLong arrivalClock, Optional<Wait> waiting) {
    OptionalLong watermark =
        arrivalClock.isPresent()
            ? OptionalLong.of(arrivalClock.getAsLong() - 10_000)
            : OptionalLong.empty();
    return new StreamStatus(
        elapsed,
        readings,
        arrivalClock,
        watermark,
        Map.of("Counts", 2L),
        Map.of("results", 7L),
        waiting);
  }
}
