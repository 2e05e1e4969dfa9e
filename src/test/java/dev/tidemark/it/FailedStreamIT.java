package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.CheckpointedStream;
import dev.tidemark.testing.cluster.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that fails midway, and resumes when the missing directory is there. */
@Tag("long")
class FailedStreamIT {
  @TempDir private Path folder;

  @Test
  void aStreamThatCouldNotWriteResumesWithTheSameRows() throws Exception {
    CheckpointedStream replay = CheckpointedStream.over(20_000, folder);
    Path late = replay.output().resolve("late");
    Path aside = folder.resolve("late");
    try (JavaProcess stream = replay.start()) {
      while (!Files.exists(late)) {
        replay.awaitBatches(1, stream);
      }
      Files.move(late, aside);
      Files.createFile(late);
      int code = stream.awaitEnd();
      assertThat(code).as(stream.output()).isEqualTo(74);
      assertThat(stream.output()).contains(late.toString());
    }
    assertThat(replay.output().resolve("_manifest.json")).doesNotExist();

    Files.delete(late);
    Files.move(aside, late);
    try (JavaProcess stream = replay.start()) {
      int code = stream.awaitEnd();
      assertThat(code).as(stream.output()).isZero();
      assertThat(CheckpointedStream.wentOn(stream)).as(stream.output()).isTrue();
    }
    replay.assertEnded();
  }
}
