package dev.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HadoopFileSystemsTest {
  private final PipelineOptions options = PipelineOptionsFactory.create();

  @BeforeEach
  @AfterEach
  void forget() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void theSchemesOfAllPathsAreKnown() throws Exception {
    register("hdfs://nn/in", "webhdfs://web/out", "local/path");

    assertKnown("hdfs://nn/in", "webhdfs://web/in", "local/path");
  }

  @Test
  void oneOfThemMayBeTheDefault() throws Exception {
    Configuration site = new Configuration(false);
    site.set("fs.defaultFS", "hdfs://nn");
    options.as(HadoopFileSystemOptions.class).setHdfsConfiguration(List.of(site));

    register("hdfs:///in", "webhdfs://web/out");

    assertKnown("hdfs://nn/in", "webhdfs://web/in");
  }

  @Test
  void withNameServicesToo() throws Exception {
    Configuration site = new Configuration(false);
    site.set("fs.defaultFS", "hdfs://group");
    site.set("dfs.nameservices", "group");
    options.as(HadoopFileSystemOptions.class).setHdfsConfiguration(List.of(site));

    register("hdfs://group/in", "webhdfs://web/out", "har://a/b");

    assertKnown("hdfs://group/in", "webhdfs://web/in", "har://a/b");
  }

  @Test
  void theyAreKnownWhereTheOptionsArriveAsWell() throws Exception {
    register("hdfs://nn/in", "webhdfs://web/out");
    String sent = new SerializablePipelineOptions(options).toString();
    forget();
    assertThatThrownBy(() -> assertKnown("hdfs://nn/in"))
        .isInstanceOf(IllegalArgumentException.class);

    FileSystems.setDefaultPipelineOptions(new SerializablePipelineOptions(sent).get());

    assertKnown("hdfs://nn/in", "webhdfs://web/in");
  }

  @Test
  void aSchemeThatNothingOnTheClassPathKnowsIsRefused() {
    Failure unknown = catchThrowableOfType(Failure.class, () -> register("nosuch://a/b"));
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown).hasMessageStartingWith("no file system for the scheme of nosuch://a/b");

    // Hadoop has heard of it, but its library is not there.
    assertThatThrownBy(() -> register("s3a://a/b"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("no file system for the scheme of s3a://a/b");
  }

  private void register(String... paths) throws Failure {
    HadoopFileSystems.register(Stream.of(paths).map(Location::new).toList(), options);
  }

  private static void assertKnown(String... paths) {
    assertThat(paths)
        .allSatisfy(
            path ->
                assertThat(FileSystems.matchNewResource(path, false).toString()).contains(path));
  }
}
