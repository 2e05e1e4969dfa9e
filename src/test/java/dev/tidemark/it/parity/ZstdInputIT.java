package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files compressed by zstd, on each engine. */
class ZstdInputIT {
  private static final String PIPELINE = "pipelines/tumbling-counts-by-user.yaml";

  /** Each file in two frames, cut wherever it may be, and padded. */
  @ParameterizedTest
  @EnumSource
  void theRowsAreThoseOfThePlainFiles(Engine engine, @TempDir Path folder) throws IOException {
    for (Path plain : ShippedPipelines.sample()) {
      byte[] bytes = Files.readAllBytes(plain);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      packed.writeBytes(frame(bytes, 0, bytes.length / 3));
      packed.writeBytes(new byte[100]);
      packed.writeBytes(frame(bytes, bytes.length / 3, bytes.length));
      packed.writeBytes(frame(bytes, 0, 0));
      Files.write(folder.resolve(plain.getFileName() + ".zst"), packed.toByteArray());
    }

    Results results = engine.run(PIPELINE, folder.resolve("out"), "--input=" + folder + "/*.zst");

    Rows.assertSame(
        "tumbling-counts-by-user",
        engine.finalRows(results, "results"),
        Oracle.over(ShippedPipelines.sample()).answersOf("tumbling-counts-by-user").of("results"));
  }

  @ParameterizedTest
  @EnumSource
  void aFileWhoseBytesAreNotZstdIsAnError(Engine engine, @TempDir Path folder) throws IOException {
    Files.write(folder.resolve("a.json.zst"), frame(new byte[0], 0, 0));
    Path wrong = Files.writeString(folder.resolve("b.json.zst"), "{}\n");

    Outcome outcome =
        Outcome.of(
            "--pipeline=" + PIPELINE,
            engine.profileOption(),
            engine.modeOption(),
            "--input=" + folder + "/*.zst",
            "--output=" + folder.resolve("out"));

    outcome.endsWith(66);
    assertThat(outcome.log())
        .contains(
            "cannot read input "
                + wrong
                + ": its name ends in .zst, but it does not hold zstd data: it begins like plain"
                + " text");
  }

  private static byte[] frame(byte[] bytes, int from, int to) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdCompressorOutputStream(packed)) {
      out.write(bytes, from, to - from);
    }
    return packed.toByteArray();
  }
}
