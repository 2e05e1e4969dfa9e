package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path folder;

  @Test
  void aForeignDirectoryKeepsItsFiles() throws IOException {
    Files.writeString(folder.resolve("_manifest.json"), "{\"a\":1}");
    Path page = Files.writeString(folder.resolve("report.html"), "mine");

    Outcome.of("report", folder.toString())
        .failsWith(
            66, "cannot show the run in " + folder + ": _manifest.json is not what a run writes");
    assertThat(page).hasContent("mine");
  }

  @Test
  void aFileIsNoRun() throws IOException {
    Path page = Files.writeString(folder.resolve("report.html"), "mine");
    Outcome.of("report", page.toString())
        .failsWith(66, page + " is a file; name the output directory of a run");
    Outcome.of("report", "--live", page.toString())
        .failsWith(66, page + " is a file; name the output directory of a run");
  }

  @Test
  void whatIsNotKnownOfARunThatGoesOnIsNotClaimed() throws IOException {
    Files.writeString(
        folder.resolve("_progress.jsonl"),
        "{\"seconds\":1.0,\"readings\":0,\"readings_per_second\":0.0}\n");

    Outcome.of("report", folder.toString()).endsWith(0);
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("This run has not finished.", "None has been written so far.")
        .doesNotContain("none was late", "made without --report");
  }
}
