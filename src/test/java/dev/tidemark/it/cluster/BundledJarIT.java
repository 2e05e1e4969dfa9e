package dev.tidemark.it.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.apache.spark.SparkBuildInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the jar for spark-submit contains, and what it leaves to the cluster. */
class BundledJarIT {
  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile("target/tidemark-bundled.jar");
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void containsTidemarkAndBeam() {
    assertThat(names())
        .contains(
            "dev/tidemark/Tidemark.class",
            "org/apache/beam/sdk/Pipeline.class",
            "org/apache/beam/runners/spark/SparkRunner.class",
            "org/apache/beam/sdk/io/hdfs/HadoopFileSystemRegistrar.class",
            "picocli/CommandLine.class",
            "de/siegmar/fastcsv/writer/CsvWriter.class",
            "org/snakeyaml/engine/v2/api/Load.class");
  }

  @Test
  void omitsWhatTheClusterProvides() {
    assertThat(names())
        .noneMatch(name -> name.startsWith("org/apache/spark/"))
        .noneMatch(name -> name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("org/apache/hadoop/"))
        .noneMatch(name -> name.startsWith("org/apache/parquet/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("org/apache/commons/logging/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/jackson/"))
        .noneMatch(name -> name.startsWith("com/esotericsoftware/"))
        .noneMatch(name -> name.startsWith("com/codahale/metrics/"))
        .noneMatch(name -> name.startsWith("org/apache/avro/"))
        .noneMatch(name -> name.startsWith("org/apache/beam/runners/direct/"));
  }

  @Test
  void containsNoSignatureOfAnotherJar() {
    assertThat(names()).noneMatch(name -> name.matches("META-INF/[^/]*[.](SF|DSA|RSA)"));
  }

  @Test
  void namesTheServicesOfAllJars() throws IOException {
    assertThat(service("org.apache.beam.sdk.runners.PipelineRunnerRegistrar"))
        .anyMatch(name -> name.startsWith("org.apache.beam.runners.spark."));
    assertThat(service("org.apache.beam.sdk.io.FileSystemRegistrar"))
        .contains(
            "org.apache.beam.sdk.io.LocalFileSystemRegistrar",
            "org.apache.beam.sdk.io.hdfs.HadoopFileSystemRegistrar",
            "dev.tidemark.storage.HadoopFileSystems");
  }

  @Test
  void startsTidemarkOnTheSparkThatItWasBuiltFor() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.tidemark.Tidemark");
    assertThat(manifest.getValue("Spark-Version")).isEqualTo(SparkBuildInfo.spark_version());
  }

  @Test
  void doesNotContainTheBuildTime() throws IOException {
    Matcher pom =
        Pattern.compile("<project.build.outputTimestamp>(.*)</")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();
    LocalDateTime ofThePom = LocalDateTime.ofInstant(Instant.parse(pom.group(1)), ZoneOffset.UTC);

    assertThat(jar.stream().filter(BundledJarIT::isMadeByTheBuild))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(ofThePom));
    assertThat(jar.getManifest().getMainAttributes().keySet())
        .doesNotContain(new Attributes.Name("Built-By"), new Attributes.Name("Build-Jdk"));
  }

  private static boolean isMadeByTheBuild(ZipEntry entry) {
    String name = entry.getName();
    return name.startsWith("dev/tidemark/")
        || name.startsWith("META-INF/services/")
        || name.equals("META-INF/MANIFEST.MF");
  }

  private List<String> names() {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  private List<String> service(String type) throws IOException {
    ZipEntry entry = jar.getEntry("META-INF/services/" + type);
    return new String(jar.getInputStream(entry).readAllBytes(), UTF_8).lines().toList();
  }
}
