package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.WindowFnSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SlidingPartialsTest {
  @Example
  void aFixedWindowIncludesItsStartAndExcludesItsEnd() {
    WindowFnSpec kind = WindowFnSpec.Sliding.fixed(Duration.ofMillis(10));
    assertThat(Lifted.of(at(-10, -1, 0, 9, 10), kind).windows())
        .containsExactlyInAnyOrder(window(-10, 0, 2), window(0, 10, 2), window(10, 20, 1));
  }

  @Example
  void slidingWindowsShareReadingsWithTheirNeighbours() {
    WindowFnSpec kind = new WindowFnSpec.Sliding(Duration.ofMillis(10), Duration.ofMillis(5));
    assertThat(Lifted.of(at(-1, 0, 5), kind).windows())
        .containsExactlyInAnyOrder(
            window(-10, 0, 1), window(-5, 5, 2), window(0, 10, 2), window(5, 15, 1));
  }

  @Example
  void aNanosecondBefore1970IsInThePrecedingWindow() {
    WindowFnSpec kind = WindowFnSpec.Sliding.fixed(Duration.ofMillis(10));
    assertThat(Lifted.of(List.of(Readings.atNanos(-1).build()), kind).windows())
        .containsExactly(window(-10, 0, 1));
  }

  @Property(tries = 1000)
  void aReadingIsInEveryWindowThatContainsItsTime(
      @ForAll("readings") List<Reading> readings,
      @ForAll @LongRange(min = 1, max = 40) long size,
      @ForAll @LongRange(min = 1, max = 40) long period) {
    WindowFnSpec kind =
        new WindowFnSpec.Sliding(
            Duration.ofMillis(size), Duration.ofMillis(Math.min(size, period)));
    assertThat(Lifted.of(readings, kind).windows())
        .containsExactlyInAnyOrderElementsOf(bruteForce(readings, size, Math.min(size, period)));
  }

  @Property(tries = 500)
  void bundlesAreMergedToTheSameWindows(
      @ForAll("readings") List<Reading> readings,
      @ForAll @LongRange(min = 1, max = 40) long size,
      @ForAll @IntRange(min = 1, max = 2) int overlap,
      @ForAll @IntRange(min = 1, max = 7) int bundle,
      @ForAll @IntRange(max = 5) int sample) {
    WindowFnSpec kind =
        new WindowFnSpec.Sliding(Duration.ofMillis(overlap * size), Duration.ofMillis(size));
    assertThat(Lifted.merged(SomeReadings.bundles(readings, bundle), kind, sample).windows())
        .containsExactlyInAnyOrderElementsOf(bruteForce(readings, overlap * size, size));
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    return SomeReadings.lists();
  }

  private static List<Lifted.Window> bruteForce(List<Reading> readings, long size, long period) {
    List<Lifted.Window> windows = new ArrayList<>();
    SomeReadings.byUser(readings)
        .forEach(
            (user, ordered) -> {
              for (long start = -200 * period; start <= 200 * period; start += period) {
                long from = start;
                List<Reading> inside =
                    ordered.stream()
                        .filter(reading -> SomeReadings.millis(reading) >= from)
                        .filter(reading -> SomeReadings.millis(reading) < from + size)
                        .toList();
                if (!inside.isEmpty()) {
                  windows.add(new Lifted.Window(user, start, start + size, Lifted.result(inside)));
                }
              }
            });
    return windows;
  }

  private static List<Reading> at(long... millis) {
    List<Reading> readings = new ArrayList<>();
    for (long at : millis) {
      readings.add(Readings.atMillis(at).build());
    }
    return readings;
  }

  private static Lifted.Window window(long start, long end, int count) {
    return new Lifted.Window("a", start, end, "\"n\":" + count + ",\"gt\":[]");
  }
}
