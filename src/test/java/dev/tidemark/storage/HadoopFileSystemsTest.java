package dev.tidemark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopFileSystemsTest {
  @TempDir private Path folder;

  private final PipelineOptions options = PipelineOptionsFactory.create();

  @BeforeEach
  @AfterEach
  void forget() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void schemesOfAllPathsAreRegistered() throws Exception {
    register("hdfs://nn/in", "webhdfs://web/out", "local/path");

    assertKnown("hdfs://nn/in", "webhdfs://web/in", "local/path");
  }

  @Test
  void aRemoteFileSystemMayBeTheDefault() throws Exception {
    Configuration site = new Configuration(false);
    site.set("fs.defaultFS", "hdfs://nn");
    options.as(HadoopFileSystemOptions.class).setHdfsConfiguration(List.of(site));

    register("hdfs:///in", "webhdfs://web/out");

    assertKnown("hdfs://nn/in", "webhdfs://web/in");
  }

  @Test
  void aNameServiceMayBeTheDefault() throws Exception {
    Configuration site = new Configuration(false);
    site.set("fs.defaultFS", "hdfs://group");
    site.set("dfs.nameservices", "group");
    options.as(HadoopFileSystemOptions.class).setHdfsConfiguration(List.of(site));

    register("hdfs://group/in", "webhdfs://web/out", "har://a/b");

    assertKnown("hdfs://group/in", "webhdfs://web/in", "har://a/b");
  }

  @Test
  void hadoopConfigurationOfThisMachineIsSentAlong() throws Exception {
    Files.writeString(
        folder.resolve("core-site.xml"),
        """
        <configuration>
          <property><name>fs.defaultFS</name><value>hdfs://group</value></property>
          <property><name>io.file.buffer.size</name><value>1</value></property>
        </configuration>
        """);
    Files.writeString(
        folder.resolve("hdfs-site.xml"),
        """
        <configuration>
          <property><name>dfs.nameservices</name><value>group</value></property>
        </configuration>
        """);
    HadoopFileSystems.configure(options, Map.of("io.file.buffer.size", "2"));

    onClassPath(folder, () -> register("hdfs:///in"));

    Configuration sent = options.as(HadoopFileSystemOptions.class).getHdfsConfiguration().get(0);
    assertThat(sent.get("fs.defaultFS")).isEqualTo("hdfs://group");
    assertThat(sent.get("dfs.nameservices")).isEqualTo("group");
    assertThat(sent.get("io.file.buffer.size")).as("what spark-submit was told").isEqualTo("2");
    assertKnown("hdfs://group/in", "webhdfs://web/in");
  }

  @Test
  void theLocalFileSystemMayBeTheDefault() throws Exception {
    Configuration site = new Configuration(false);
    site.set("fs.defaultFS", "file:///");
    options.as(HadoopFileSystemOptions.class).setHdfsConfiguration(List.of(site));

    register("local/path", "hdfs://nn/out");

    assertKnown("local/path", "hdfs://nn/out");
  }

  @Test
  void schemesAreRegisteredOnWorkersToo() throws Exception {
    register("hdfs://nn/in", "webhdfs://web/out");
    String sent = new SerializablePipelineOptions(options).toString();
    forget();
    assertThatThrownBy(() -> assertKnown("hdfs://nn/in"))
        .isInstanceOf(IllegalArgumentException.class);

    FileSystems.setDefaultPipelineOptions(new SerializablePipelineOptions(sent).get());

    assertKnown("hdfs://nn/in", "webhdfs://web/in");
  }

  @Test
  void aSchemeUnknownToTheClassPathIsRefused() {
    FailureException unknown =
        catchThrowableOfType(FailureException.class, () -> register("nosuch://a/b"));
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown).hasMessageStartingWith("no file system for the scheme of nosuch://a/b");

    // Hadoop knows the scheme, but its library is missing.
    assertThatThrownBy(() -> register("s3a://a/b"))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("no file system for the scheme of s3a://a/b");
  }

  private static void onClassPath(Path directory, ThrowingCallable action) throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    URL[] urls = {directory.toUri().toURL()};
    try (URLClassLoader with = new URLClassLoader(urls, before)) {
      here.setContextClassLoader(with);
      assertThatCode(action).doesNotThrowAnyException();
    } finally {
      here.setContextClassLoader(before);
    }
  }

  private void register(String... paths) throws FailureException {
    HadoopFileSystems.register(Stream.of(paths).map(PathOrUri::new).toList(), options);
  }

  private static void assertKnown(String... paths) {
    assertThat(paths)
        .allSatisfy(
            path ->
                assertThat(FileSystems.matchNewResource(path, false).toString()).contains(path));
  }
}
