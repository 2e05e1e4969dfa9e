package dev.tidemark.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.serve.Resource.Reply;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePageTest {
  private static final String PROGRESS =
      "{\"time\":\"2026-01-01T00:00:0%d.000Z\",\"seconds\":%<d,\"readings\":%d,"
          + "\"readings_per_second\":1,\"open_windows\":{},\"rows\":{},\"heap_bytes\":1}\n";

  @TempDir private Path folder;
  private long nanos;

  @Test
  void thePageOfARunIsRefreshedUntilItIsDone() throws IOException {
    LivePage page = page();
    assertThat(page.now().status()).isEqualTo(503);
    assertThat(page.now().text())
        .isEqualTo(
            "The run is starting and has written no figures yet. This page asks again every 3"
                + " seconds, and shows the run once it has.\n");
    assertThat(page.now().headers()).containsEntry("Refresh", "3");

    Files.writeString(folder.resolve("_running"), "");
    Files.writeString(folder.resolve("_progress.jsonl"), PROGRESS.formatted(1, 1234));
    assertThat(page.now().status()).as("asked again at once").isEqualTo(503);
    nanos += 3_000_000_000L;
    Reply first = page.now();
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.type()).isEqualTo("text/html; charset=utf-8");
    assertThat(first.text()).contains("1,234").doesNotContain("5,678");
    assertThat(first.headers()).containsEntry("Refresh", "3");

    Files.writeString(folder.resolve("_progress.jsonl"), PROGRESS.formatted(2, 5678));
    nanos += 2_999_999_999L;
    assertThat(page.now()).isSameAs(first);
    nanos += 1;
    assertThat(page.now().text()).contains("5,678");

    Files.writeString(folder.resolve("_manifest.json"), "{\"pipeline\":\"p\",\"records\":{}}");
    nanos += 3_000_000_000L;
    assertThat(page.now().headers()).as("while the run holds its lock").isNotEmpty();
    Files.delete(folder.resolve("_running"));
    nanos += 3_000_000_000L;
    assertThat(page.now().headers()).isEmpty();
  }

  @Test
  void whatCannotBeShownIsSaid() throws IOException {
    Files.writeString(folder.resolve("_manifest.json"), "{\"a\":1}");
    assertThat(page().now().text())
        .isEqualTo(
            "The run cannot be shown at the moment: _manifest.json is not what a run writes. This"
                + " page asks again every 3 seconds.\n");
  }

  /**
   * Else this would wait for some seconds, and the last assertion fails if it is asked for then.
   */
  @Test
  void nobodyIsWaitedForWhoHasNotAsked() throws IOException {
    Files.writeString(folder.resolve("_manifest.json"), "{\"pipeline\":\"p\",\"records\":{}}");
    LivePage page = page();
    page.awaitLastAnswer();
    assertThat(page.now().headers()).isEmpty();
  }

  /** A run that has failed has no last page. */
  @Test
  void nothingIsWaitedForAfterAFailure() throws IOException {
    Files.writeString(folder.resolve("_progress.jsonl"), PROGRESS.formatted(1, 1));
    LivePage page = page();
    assertThat(page.now().headers()).isNotEmpty();
    page.awaitLastAnswer();
  }

  @Test
  void whoHasAskedGetsTheLastPage() throws Exception {
    Files.writeString(folder.resolve("_progress.jsonl"), PROGRESS.formatted(1, 1));
    LivePage page = page();
    assertThat(page.now().headers()).isNotEmpty();
    Files.writeString(folder.resolve("_manifest.json"), "{\"pipeline\":\"p\",\"records\":{}}");
    Thread waits = new Thread(page::awaitLastAnswer);
    waits.start();
    Reply last = page.now();
    while (!last.headers().isEmpty() && waits.isAlive()) {
      last = page.now();
    }
    waits.join();
    assertThat(last.status()).isEqualTo(200);
  }

  private LivePage page() {
    return LivePage.of(
        Directory.named(new PathOrUri(folder.toString()), new LocalDirectories()), () -> nanos);
  }
}
