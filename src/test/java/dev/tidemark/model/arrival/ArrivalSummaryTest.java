package dev.tidemark.model.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.arrival.ArrivalSummary.Delays;
import dev.tidemark.model.arrival.DeviceArrivals.Cell;
import dev.tidemark.model.arrival.DeviceArrivals.Least;
import dev.tidemark.model.arrival.DeviceArrivals.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ArrivalSummaryTest {
  private record Arrival(String device, long eventMs, long arrivalMs) {}

  @Test
  void aFewReadings() {
    ArrivalSummary summary =
        sum(
            List.of(
                new Arrival("b", 10_000, 10_003),
                new Arrival("a", 10_000, 10_000),
                new Arrival("a", 10_900, 10_905),
                new Arrival("a", 20_000, 12_000)));

    assertThat(summary.readings()).isEqualTo(4);
    assertThat(summary.delays())
        .containsExactly(
            new Delays(-8_064, -7_936, 1),
            new Delays(0, 1, 1),
            new Delays(3, 4, 1),
            new Delays(5, 6, 1));
    DeviceArrivals a = summary.devices().get("a");
    assertThat(a.readings()).isEqualTo(3);
    assertThat(a.eventTimes()).isEqualTo(new Range(10_000, 20_000));
    assertThat(a.arrivals()).isEqualTo(new Range(10_000, 12_000));
    assertThat(a.delays()).isEqualTo(new Range(-8_000, 5));
    assertThat(a.spanMs()).isEqualTo(1_000);
    assertThat(a.cells())
        .containsExactly(
            new Cell(10_000, 0, 1, 1),
            new Cell(10_000, 5, 6, 1),
            new Cell(12_000, -8_192, -7_168, 1));
    assertThat(a.least()).containsExactly(new Least(10_000, 0), new Least(12_000, -8_000));
  }

  @Property(tries = 50)
  void partsAddUpToTheWholeInAnyOrder(@ForAll Random random) throws CoderException {
    List<Arrival> readings = readings(random);
    ArrivalSummary whole = sum(readings);
    List<ArrivalSummary> parts = new ArrayList<>();
    IntStream.range(0, 7).forEach(part -> parts.add(ArrivalSummary.NONE));
    for (int from = 0; from < readings.size(); ) {
      int part = random.nextInt(parts.size());
      int to = Math.min(readings.size(), from + random.nextInt(1, 30));
      parts.set(part, parts.get(part).plus(sum(readings.subList(from, to))));
      from = to;
    }

    ArrivalSummary added = ArrivalSummary.NONE;
    for (ArrivalSummary part : parts) {
      byte[] coded = CoderUtils.encodeToByteArray(ArrivalSummaryCoder.of(), part);
      added = added.plus(CoderUtils.decodeFromByteArray(ArrivalSummaryCoder.of(), coded));
    }

    assertThat(added).isEqualTo(whole);
    assertThat(added.delays().stream().mapToLong(Delays::readings).sum())
        .isEqualTo(readings.size());
  }

  /** What is shown of a device adds up, in few spans of time however far apart its readings are. */
  @Property(tries = 50)
  void itIsBounded(@ForAll Random random) {
    List<Arrival> readings = readings(random);
    ArrivalSummary summary = sum(readings);

    assertThat(summary.devices()).hasSizeLessThanOrEqualTo(ArrivalSummary.MAX_DEVICES);
    summary
        .devices()
        .forEach(
            (name, device) -> {
              List<Arrival> its =
                  readings.stream().filter(reading -> reading.device().equals(name)).toList();
              assertThat(device.readings()).isEqualTo(its.size());
              assertThat(device.cells().stream().mapToLong(Cell::readings).sum())
                  .isEqualTo(its.size());
              assertThat(device.least().size()).isLessThanOrEqualTo(DeviceArrivals.MAX_SPANS);
              for (Least span : device.least()) {
                assertThat(span.delayMs())
                    .isEqualTo(
                        its.stream()
                            .filter(
                                it ->
                                    it.arrivalMs() >= span.startMs()
                                        && it.arrivalMs() < span.startMs() + device.spanMs())
                            .mapToLong(it -> it.arrivalMs() - it.eventMs())
                            .min()
                            .orElseThrow());
              }
            });
  }

  @Test
  void theFirstDevicesByNameAreKept() {
    List<Arrival> readings =
        IntStream.rangeClosed(1, 40)
            .mapToObj(i -> new Arrival("device-%02d".formatted(41 - i), i, i))
            .toList();

    ArrivalSummary summary = sum(readings);

    assertThat(summary.devices().keySet())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 16).mapToObj("device-%02d"::formatted).toList());
    assertThat(summary.readings()).isEqualTo(40);
  }

  private static List<Arrival> readings(Random random) {
    List<Arrival> readings = new ArrayList<>();
    long range = 1L << random.nextInt(10, 50);
    int devices = random.nextInt(1, 40);
    for (int i = random.nextInt(1, 300); i > 0; i--) {
      long event = random.nextLong(-range, range);
      readings.add(
          new Arrival(
              "d" + random.nextInt(devices),
              event,
              event + random.nextLong(-range, range) / (1 + random.nextInt(1000))));
    }
    return readings;
  }

  private static ArrivalSummary sum(List<Arrival> readings) {
    ArrivalSummaryBuilder builder = new ArrivalSummaryBuilder();
    readings.forEach(it -> builder.add(it.device(), it.eventMs(), it.arrivalMs()));
    return builder.sum();
  }
}
