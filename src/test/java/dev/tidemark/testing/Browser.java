package dev.tidemark.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, which shows one page from disk and keeps what it asks and says. */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChromeDriver driver;

  /** How a page is shown. */
  public enum Look {
    PLAIN,
    DARK,
    WITHOUT_SCRIPTS
  }

  /** Opens a page in a window of 1200 by 900 pixels. */
  public Browser(Path page, Look look) {
    this(page, look, 1200, 900);
  }

  /** Opens a page in a window of some size. */
  public Browser(Path page, Look look, int width, int height) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium().orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=%d,%d".formatted(width, height),
        "--blink-settings=preferredColorScheme=" + (look == Look.DARK ? 0 : 1));
    if (look == Look.WITHOUT_SCRIPTS) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").orElseThrow().toFile())
                .build(),
            options);
    driver.get(page.toAbsolutePath().toUri().toString());
  }

  /** Whether this machine has what is needed. */
  public static boolean isThere() {
    return chromium().isPresent() && onPath("chromedriver").isPresent();
  }

  private static Optional<Path> chromium() {
    return onPath("chromium").or(() -> onPath("chromium-browser"));
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  public WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** The cells of a table, row by row, without its head. */
  public List<List<String>> rows(WebElement table) {
    List<List<String>> rows = new ArrayList<>();
    for (WebElement row : table.findElements(By.cssSelector("tbody tr"))) {
      rows.add(
          row.findElements(By.cssSelector("td, th")).stream().map(WebElement::getText).toList());
    }
    return rows;
  }

  /** What a script returns that is given some elements or values as {@code arguments}. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Brings an element into the middle of the window. */
  public void scrollTo(WebElement element) {
    run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
  }

  public Actions actions() {
    return new Actions(driver);
  }

  /** How many colours an element is drawn in. */
  public int colours(WebElement element) throws IOException {
    scrollTo(element);
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(element.getScreenshotAs(OutputType.BYTES)));
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours.size();
  }

  /** The addresses that were asked for. */
  public List<String> requests() throws IOException {
    List<String> requests = new ArrayList<>();
    for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = JSON.readTree(entry.getMessage()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        requests.add(message.at("/params/request/url").asText());
      }
    }
    return requests;
  }

  /** What is on the console: errors, and what the page's policy has blocked. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(Object::toString)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
