package dev.tidemark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathOrUriTest {
  @ParameterizedTest
  @CsvSource({
    "file:/x/y, /x/y",
    "file:///x/y, /x/y",
    "FILE:///x/y/, /x/y",
    "file://localhost/x, /x",
    "file:///x/a b, /x/a b",
    "file:///x/a%20b, /x/a b",
    "file:///x/Ger%C3%A4t, /x/Ger\u00e4t",
    "file:///x/100%, /x/100%",
    "file:///x/../y, /y",
    "out/x/, out/x",
    "./out//x, out/x",
    "o/missing/../z2, o/z2",
    "../../x, ../../x",
    "x/.., .",
    "out/a%20b, out/a%20b",
    "'out/run[1] {a,b}*?', 'out/run[1] {a,b}*?'",
    "hdfs://nn/out/, hdfs://nn/out",
    "hdfs://nn:8020/a@b, hdfs://nn:8020/a@b",
    "abfs://container@account/out, abfs://container@account/out"
  })
  void aPlaceIsAPlainPathWhereItIsOnThisMachine(String written, String path)
      throws FailureException {
    assertThat(PathOrUri.directory(written).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:x",
        "file:",
        "file://",
        "file://host/x",
        "file:///x/%E4",
        "http://host/x",
        "HTTPS://host/x",
        "ftp://host/x",
        "hdfs://nn/run[1]",
        "hdfs://nn/x*",
        "x\0y"
      })
  void namesThatAreNotDirectoriesAreRefused(String written) {
    FailureException failure =
        catchThrowableOfType(FailureException.class, () -> PathOrUri.directory(written));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.lines()).singleElement().asString().doesNotContain("\0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3a://KEY:S3CRET@bucket/x", "s3a://KEY:S3C/RET@bucket/x", "http://u:S3CRET@h/x"})
  void aPasswordIsRefusedAndNotPrinted(String written) {
    FailureException failure =
        catchThrowableOfType(FailureException.class, () -> PathOrUri.glob(written));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.lines()).singleElement().asString().doesNotContain("S3C", "KEY");
    assertThat(PathOrUri.hidden("cannot read " + written)).doesNotContain("S3C", "KEY");
  }

  @Test
  void parentOfALinkIsThatOfItsTarget(@TempDir Path folder) throws IOException, FailureException {
    Files.createDirectories(folder.resolve("far/away"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("far/away"));

    assertThat(PathOrUri.directory(folder + "/link/../x").path())
        .isEqualTo(folder.toRealPath() + "/far/x");
    assertThat(PathOrUri.directory(folder + "/link/x").path()).isEqualTo(folder + "/link/x");
  }
}
