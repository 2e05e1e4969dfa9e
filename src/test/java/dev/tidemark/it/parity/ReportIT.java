package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Oracle.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code --report} sums up of the sample, against the oracle's readings one by one. */
class ReportIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PIPELINE = "pipelines/activity-monitor.yaml";

  @ParameterizedTest
  @EnumSource
  void countsOfArrivalsAreExact(Engine engine, @TempDir Path folder) throws IOException {
    List<Arrival> arrivals = Oracle.over(ShippedPipelines.sample()).arrivals();

    JsonNode report = report(engine, folder, "--report");

    assertThat(report.get("readings").longValue()).isEqualTo(arrivals.size());
    assertThat(report.at("/event_time/max_delay_ms").longValue()).isEqualTo(10_000);
    for (JsonNode bin : report.get("delay_histogram")) {
      assertThat(bin.get(2).longValue())
          .as("delays of the bin %s", bin)
          .isEqualTo(count(arrivals, it -> isIn(it.delayMs(), bin.get(0), bin.get(1))));
    }
    assertThat(total(report.get("delay_histogram"), 2)).isEqualTo(arrivals.size());
    assertThat(report.get("devices")).hasSize(2);
    for (JsonNode device : report.get("devices")) {
      List<Arrival> its = of(device, arrivals);
      assertThat(device.get("readings").longValue()).isEqualTo(its.size());
      assertThat(device.get("min_delay_ms").longValue())
          .isEqualTo(its.stream().mapToLong(Arrival::delayMs).min().orElseThrow());
      assertThat(device.get("max_delay_ms").longValue())
          .isEqualTo(its.stream().mapToLong(Arrival::delayMs).max().orElseThrow());
    }
    for (JsonNode device : report.get("density")) {
      List<Arrival> its = of(device, arrivals);
      long span = device.get("arrival_bin_ms").longValue();
      for (JsonNode cell : device.get("cells")) {
        long start = cell.get(0).longValue();
        assertThat(cell.get(3).longValue())
            .as("readings in the cell %s", cell)
            .isEqualTo(
                count(
                    its,
                    it ->
                        it.arrivalMs() >= start
                            && it.arrivalMs() < start + span
                            && isIn(it.delayMs(), cell.get(1), cell.get(2))));
      }
      assertThat(total(device.get("cells"), 3)).isEqualTo(its.size());
    }
    assertThat(Files.readString(folder.resolve("out/report.html"))).startsWith("<!doctype html>");
  }

  /** Nothing of an earlier page stays beside results that it does not show. */
  @Test
  void aPageIsReplacedWithItsResults(@TempDir Path folder) throws IOException {
    report(Engine.DIRECT_BATCH, folder, "--report");

    run(Engine.DIRECT_BATCH, folder, "--overwrite");

    assertThat(folder.resolve("out/report.html")).doesNotExist();
    assertThat(folder.resolve("out/_report.json")).doesNotExist();
  }

  private static JsonNode report(Engine engine, Path folder, String option) throws IOException {
    run(engine, folder, option);
    return JSON.readTree(folder.resolve("out/_report.json").toFile());
  }

  private static void run(Engine engine, Path folder, String option) {
    Outcome.of(
            "--pipeline=" + PIPELINE,
            engine.profileOption(),
            engine.modeOption(),
            "--output=" + folder.resolve("out"),
            option)
        .endsWith(0);
  }

  private static List<Arrival> of(JsonNode device, List<Arrival> arrivals) {
    String name = device.get("device").textValue();
    return arrivals.stream().filter(it -> it.device().equals(name)).toList();
  }

  private static boolean isIn(long delay, JsonNode lower, JsonNode upper) {
    return delay >= lower.longValue() && delay < upper.longValue();
  }

  private static long count(List<Arrival> arrivals, Predicate<Arrival> wanted) {
    return arrivals.stream().filter(wanted).count();
  }

  private static long total(JsonNode bins, int index) {
    long total = 0;
    for (JsonNode bin : bins) {
      total += bin.get(index).longValue();
    }
    return total;
  }
}
