package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.Browser;
import dev.tidemark.testing.Browser.Look;
import dev.tidemark.testing.NeedsBrowser;
import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages of a replay of the sample and of readings with hostile names, in a real browser. */
@NeedsBrowser
class ReportPageIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> VIEWS =
      List.of(
          "verdict",
          "fate",
          "delays",
          "late",
          "windows",
          "sessions",
          "clocks",
          "run",
          "rejected",
          "graph",
          "file");

  /** Names that would be markup, end a script, or hide what they are. */
  private static final List<String> HOSTILE =
      List.of(
          "<img src=x onerror=hacked=1>",
          "</script><script>hacked=2</script>",
          "\"><svg onload=hacked=3>",
          "' onmouseover='hacked=4",
          "a\u2028b\u202eevil\u0007");

  @TempDir private static Path folder;
  private static Path page;
  private static JsonNode manifest;
  private static Browser browser;
  private static Browser hostile;

  @BeforeAll
  static void showThePages() throws IOException {
    page = reportOf("sample", "--input=data/activity/*.json");
    manifest = JSON.readTree(page.resolveSibling("_manifest.json").toFile());
    browser = new Browser(page, Look.PLAIN);
    Path readings = Files.write(folder.resolve("hostile.json"), hostileReadings());
    hostile = new Browser(reportOf("hostile", "--input=" + readings), Look.PLAIN);
    hostile.run("document.querySelectorAll('details').forEach(it => { it.open = true; })");
  }

  @AfterAll
  static void close() {
    for (Browser each : new Browser[] {browser, hostile}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static Path reportOf(String name, String input) throws IOException {
    Path output = folder.resolve(name);
    Outcome.of(
            "--pipeline=pipelines/activity-monitor.yaml",
            "--profile=runner-profiles/direct.properties",
            "--mode=replay",
            input,
            "--report",
            "--output=" + output)
        .endsWith(0);
    Files.write(output.resolve("_progress.jsonl"), progress());
    Outcome.of("report", output.toString()).endsWith(0);
    return output.resolve("report.html");
  }

  /** A session of each name; of the first three also a late reading and a line that is none. */
  private static List<String> hostileReadings() throws IOException {
    List<String> lines = new ArrayList<>();
    long base = 1_424_690_000_000L;
    for (int n = 0; n < HOSTILE.size(); n++) {
      String name = HOSTILE.get(n);
      for (int i = 0; i < (n < 3 ? 4 : 3); i++) {
        long event = base + i * 1000L;
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("Arrival_Time", i == 3 ? event + 60_000 : event + 500);
        reading.put("Creation_Time", event * 1_000_000);
        reading.put("Device", name);
        reading.put("Index", i);
        reading.put("Model", name);
        reading.put("User", name);
        reading.put("gt", name);
        reading.put("x", 0.5);
        reading.put("y", 0.5);
        reading.put("z", 0.5);
        lines.add(JSON.writeValueAsString(reading));
      }
      if (n < 3) {
        lines.add(name);
      }
    }
    return lines;
  }

  /** As of a stream of twenty seconds: how long the replay really takes depends on the machine. */
  private static List<String> progress() {
    List<String> rows = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      rows.add(
          ("{\"seconds\":%d.5,\"readings\":%d,\"arrival_clock\":\"2015-02-24T10:00:%02d.000Z\","
                  + "\"watermark\":\"2015-02-24T09:59:%02d.000Z\",\"behind_ms\":%d,"
                  + "\"open_windows\":{\"Counts\":%d},\"rows\":{\"counts\":%d},\"heap_bytes\":%d}")
              .formatted(i, i * i * 50, i, i + 30, 30_000 + i, i % 4, i, i * 1_000_000));
    }
    return rows;
  }

  @Test
  void everyViewIsThereAndTheContentsLeadToIt() {
    assertThat(browser.all("main section").stream().map(it -> it.getAttribute("id")))
        .containsAll(VIEWS);
    for (String view : VIEWS) {
      assertThat(browser.all("nav a[href='#" + view + "']")).as("links to %s", view).hasSize(1);
    }
  }

  @Test
  void numbersEqualTheManifest() {
    Map<String, String> records = table("verdict", 0);
    manifest
        .get("records")
        .fields()
        .forEachRemaining(
            it -> assertThat(records).containsEntry(it.getKey(), text(it.getValue())));
    Map<String, String> outputs = table("verdict", 1);
    manifest
        .get("outputs")
        .fields()
        .forEachRemaining(
            it -> assertThat(outputs).containsEntry(it.getKey(), text(it.getValue())));
    List<List<String>> steps = browser.rows(browser.one("#fate table"));
    assertThat(steps).hasSize(manifest.get("steps").size());
    for (List<String> step : steps) {
      JsonNode counts = manifest.get("steps").get(step.get(0));
      assertThat(step.get(2)).isEqualTo(text(counts.get("read")));
      assertThat(step.get(3)).isEqualTo(textOrDash(counts.path("filtered")));
      assertThat(step.get(4)).isEqualTo(textOrDash(counts.path("duplicate")));
      assertThat(step.get(5)).isEqualTo(textOrDash(counts.path("late")));
      assertThat(step.get(6)).isEqualTo(textOrDash(counts.path("malformed")));
    }
    assertThat(browser.one("#verdict .verdict").getText())
        .isEqualTo("Every line is accounted for.");
    assertThat(browser.all("#graph .edges text").stream().map(WebElement::getText))
        .contains(text(manifest.at("/outputs/counts")), text(manifest.at("/steps/Counts/read")));
  }

  @Test
  void picturesAndPlotsAreDrawn() throws IOException {
    for (String view : List.of("delays", "late", "windows", "sessions", "graph")) {
      assertThat(browser.colours(browser.one("#" + view + " .picture svg")))
          .as("colours of %s", view)
          .isGreaterThan(5);
    }
    List<WebElement> plots = browser.all("figure[data-plot]");
    assertThat(plots.stream().map(it -> it.getAttribute("data-plot")))
        .containsExactly("clocks", "rate", "watermark", "behind", "windows-open", "heap");
    for (WebElement plot : plots) {
      Object pixels =
          browser.run(
              "const c = arguments[0].querySelector('canvas');"
                  + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                  + "const style = getComputedStyle(document.documentElement);"
                  + "const lines = [0, 1].map(i => style.getPropertyValue('--k' + i).trim());"
                  + "const hex = (v) => v.toString(16).padStart(2, '0');"
                  + "let n = 0; for (let i = 0; i < d.length; i += 4)"
                  + " if (lines.includes('#' + hex(d[i]) + hex(d[i + 1]) + hex(d[i + 2]))) n++;"
                  + "return n;",
              plot);
      assertThat((Long) pixels)
          .as("pixels of the lines of %s", plot.getAttribute("data-plot"))
          .isGreaterThan(50);
    }
  }

  @Test
  void aPlotZoomsWhereItIsDraggedOver() {
    WebElement plot = browser.one("figure[data-plot=heap]");
    WebElement over = plot.findElement(By.cssSelector(".u-over"));
    WebElement all = plot.findElement(By.cssSelector("figcaption button"));
    browser.scrollTo(plot);
    assertThat(all.isDisplayed()).isFalse();

    browser
        .actions()
        .moveToElement(over, -80, 0)
        .clickAndHold()
        .moveByOffset(160, 0)
        .release()
        .perform();

    assertThat(plot.getAttribute("class")).contains("zoomed");
    assertThat(all.isDisplayed()).isTrue();

    all.click();

    assertThat(plot.getAttribute("class")).doesNotContain("zoomed");
  }

  @Test
  void aDeviceIsChosenByItsName() {
    List<WebElement> panels = browser.all("#delays .panels > figure");
    List<WebElement> labels = browser.all("#delays .choices label");
    assertThat(labels).hasSameSizeAs(panels).hasSize(2);
    for (int i = panels.size() - 1; i >= 0; i--) {
      browser.scrollTo(labels.get(i));
      labels.get(i).click();

      WebElement chosen = panels.get(i);
      assertThat(panels.stream().filter(WebElement::isDisplayed)).containsExactly(chosen);
    }
  }

  @Test
  void theDelayUnderThePointerIsReadOut() {
    WebElement figure = browser.one("#late figure");
    browser.scrollTo(figure);

    browser.actions().moveToElement(figure.findElement(By.cssSelector("svg")), 200, 0).perform();

    assertThat(figure.findElement(By.cssSelector(".readout")).getText())
        .matches("[0-9,]+ readings \\([0-9.]+ %\\) have a delay of .+ or more");
  }

  @Test
  void textFromReadingsIsInert() {
    assertThat(hostile.run("return typeof hacked")).isEqualTo("undefined");
    assertThat(hostile.all("img, main script, main [onload], main [onerror], main [onmouseover]"))
        .isEmpty();
    assertThat(hostile.console()).isEmpty();
    assertThat(hostile.rows(hostile.one("#clocks table")).stream().map(row -> row.get(0)))
        .containsExactlyInAnyOrder(
            HOSTILE.get(0),
            HOSTILE.get(1),
            HOSTILE.get(2),
            HOSTILE.get(3),
            "a\\u2028b\\u202eevil\\u0007");
    assertThat(hostile.all("#rejected pre").stream().map(WebElement::getText))
        .contains(HOSTILE.get(0), HOSTILE.get(1), HOSTILE.get(2));
    assertThat((String) hostile.run("return document.documentElement.textContent"))
        .doesNotContain("\u2028", "\u202e", "\u0007");
  }

  @Test
  void aSampleHasTheCommandThatExplainsIt() {
    assertThat(hostile.all("#rejected code.command").stream().map(WebElement::getText))
        .anyMatch(
            it ->
                it.startsWith("./tidemark --pipeline=pipelines/activity-monitor.yaml")
                    && it.contains(
                        " --explain='<img src=x onerror=hacked=1>/<img src=x"
                            + " onerror=hacked=1>/3' "));
    assertThat(hostile.all("code.command + button"))
        .hasSameSizeAs(hostile.all("code.command"))
        .isNotEmpty();
  }

  @Test
  void nothingIsAskedForAndNothingFails() throws IOException {
    try (Browser fresh = new Browser(page, Look.DARK)) {
      WebElement plot = fresh.one("figure.drawn .u-over");
      fresh.scrollTo(plot);
      plot.click();

      assertThat(fresh.requests())
          .isNotEmpty()
          .allMatch(it -> it.equals(page.toUri().toString()) || it.startsWith("data:"));
      assertThat(fresh.console()).isEmpty();
      assertThat(fresh.run("return getComputedStyle(document.body).backgroundColor"))
          .isNotEqualTo(browser.run("return getComputedStyle(document.body).backgroundColor"));
    }
  }

  @Test
  void withoutScriptsThePageHasItsTablesAndPictures() throws IOException {
    try (Browser plain = new Browser(page, Look.WITHOUT_SCRIPTS)) {
      assertThat(plain.all("canvas, button")).isEmpty();
      assertThat(plain.all("main table").stream().filter(WebElement::isDisplayed))
          .hasSizeGreaterThan(5);
      assertThat(plain.all("figure[data-plot] .picture"))
          .hasSize(6)
          .allMatch(WebElement::isDisplayed);
      assertThat(plain.all("#delays .panels > figure").stream().filter(WebElement::isDisplayed))
          .hasSize(1);
    }
  }

  @Test
  void aNarrowWindowIsNotScrolledSideways() {
    try (Browser narrow = new Browser(page, Look.PLAIN, 500, 900)) {
      assertThat(
              narrow.run(
                  "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .isEqualTo(0L);
    }
  }

  /** The second cell of each row, by the first. */
  private static Map<String, String> table(String view, int index) {
    Map<String, String> values = new LinkedHashMap<>();
    WebElement table = browser.all("#" + view + " table").get(index);
    browser.rows(table).forEach(row -> values.put(row.get(0), row.get(1)));
    return values;
  }

  private static String textOrDash(JsonNode number) {
    return number.asLong() == 0 ? "\u2013" : text(number);
  }

  private static String text(JsonNode number) {
    return String.format(Locale.ROOT, "%,d", number.longValue());
  }
}
