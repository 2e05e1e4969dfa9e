package dev.tidemark.pipeline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import dev.tidemark.yaml.YamlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowingSettingsTest {
  /** Beam YAML's form, as apache/beam#41353 proposes it, and the short one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accumulation_mode: discarding | accumulation: discarding",
        "accumulation_mode: accumulating | allowed_lateness: 5m",
        "trigger: {type: after_watermark} | allowed_lateness: 5m",
        "trigger: {type: after_watermark, early: {type: after_processing_time, delay: 30s},"
            + " late: {type: after_count, count: 1}} | trigger: {early: 30s, late: 0s}",
        "trigger: {type: after_watermark, early: {type: after_count, count: 1}}"
            + " | trigger: {early: 0s}",
        "trigger: {late: {type: after_processing_time, delay: 10}} | trigger: {late: 10s}",
        "trigger: {type: after_watermark, early: 1s, late: 2s} | trigger: {early: 1s, late: 2s}",
      })
  void beamsFormMeansTheSameAsTheShortOne(String beams, String brief) throws Exception {
    assertThat(read(beams)).isEqualTo(read(brief));
  }

  private static WindowingSpec read(String keys) throws Exception {
    Problems problems = new Problems();
    String more = keys.contains("allowed_lateness") ? keys : keys + ", allowed_lateness: 5m";
    Yaml yaml =
        new YamlReader(problems).read("{type: fixed, size: 1m, " + more + "}").orElseThrow();
    WindowingSpec read =
        WindowingSettings.read(Settings.of((Yaml.Mapping) yaml, "windowing", problems));
    assertThat(problems.in("f")).isEmpty();
    return read;
  }
}
