package dev.tidemark.model;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.time.SpanText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
  @Test
  void theFirstMalformedLineIsByFileAndOffset() {
    Findings findings =
        malformed("b", 1).plus(malformed("a", 70)).plus(malformed("a", 9)).plus(malformed("c", 0));
    assertThat(findings.firstMalformed())
        .hasValue(
            new Findings.Malformed("a", 9, MalformedLine.Reason.MALFORMED_JSON, "error at 9"));
  }

  @Test
  void readingsTooLateAreCountedByStepAndTheLargestDelayIsKept() {
    Findings findings =
        Findings.of("Alerts", new Lateness(2, 70, "s"))
            .plus(Findings.of("Counts", new Lateness(1, 5, "t")))
            .plus(Findings.of("Alerts", new Lateness(3, 60, "s")));
    assertThat(findings.lateness())
        .containsOnly(
            entry("Alerts", new Lateness(5, 70, "s")), entry("Counts", new Lateness(1, 5, "t")));
  }

  @Test
  void theLargestDifferencePerDeviceCounts() {
    assertThat(clock("d", -7).plus(clock("d", -9)).clocks()).containsOnly(entry("d", -9L));
    assertThat(clock("d", 7).plus(clock("d", 5)).clocks()).containsOnly(entry("d", 7L));
  }

  /** A reading may be held up for days, but none arrives before it happens. */
  @Test
  void aDifferenceAheadCountsMoreThanAnyDelay() {
    assertThat(clock("d", -700).plus(clock("d", 5)).clocks()).containsOnly(entry("d", 5L));
  }

  /**
   * However the input was split, the first devices by name are kept, each with its largest
   * difference ahead.
   */
  @Property(tries = 100)
  void devicesAreBoundedAndTheSameInAnyOrder(
      @ForAll @IntRange(max = 30) int devices, @ForAll Random random) {
    List<Findings> parts = new ArrayList<>();
    IntStream.range(0, devices)
        .forEach(
            i ->
                List.of(-10L, 3L, (long) i)
                    .forEach(difference -> parts.add(clock("d%02d".formatted(i), difference))));
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      Findings one = parts.remove(random.nextInt(parts.size()));
      Findings other = parts.remove(random.nextInt(parts.size()));
      parts.add(one.plus(other));
    }
    Findings all = parts.isEmpty() ? Findings.NONE : parts.get(0);
    assertThat(all.clocks().keySet())
        .containsExactlyElementsOf(
            IntStream.range(0, Math.min(devices, Findings.MAX_CLOCKS))
                .mapToObj("d%02d"::formatted)
                .toList());
    all.clocks()
        .forEach(
            (device, largest) -> {
              long number = Long.parseLong(device.substring(1));
              assertThat(largest).isEqualTo(Math.max(3, number));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1, 0.001 s",
    "10000, 10 s",
    "46462, 46.462 s",
    "100500, 100.5 s",
    "600000, 10 min",
    "7200000, 2 h",
    "172799999, '172,799.999 s'",
    "207360000, 2.4 days",
    "864000000, 10 days",
    "1420070400000, 45 years"
  })
  void spansAreHumanReadable(long ms, String text) {
    assertThat(SpanText.of(ms)).isEqualTo(text);
  }

  private static Findings clock(String device, long difference) {
    return Findings.ofClock(device, difference);
  }

  private static Findings malformed(String file, long offset) {
    return Findings.of(
        new MalformedLine(
            file,
            offset,
            MalformedLine.Reason.MALFORMED_JSON,
            "error at " + offset,
            "x".repeat(100),
            false));
  }
}
