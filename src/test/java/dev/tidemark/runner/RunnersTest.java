package dev.tidemark.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnersTest {
  @Test
  void eachRunnerHasTheAdapterThatIsMadeForIt() {
    assertThat(Runners.named("DirectRunner")).map(RunnerAdapter::title).contains("Direct");
    assertThat(Runners.named("SparkRunner")).map(RunnerAdapter::title).contains("Spark");
    assertThat(Runners.named("TestSparkRunner")).map(RunnerAdapter::title).contains("Spark");
    assertThat(Runners.named("SparkStructuredStreamingRunner")).isEmpty();
  }

  @Test
  void thisBeamIsTheOneThatPrivateMembersWereReadIn() throws Exception {
    BeamInternal.check(BeamInternal.values());
    Runners.named("DirectRunner").orElseThrow().checkVersion();
    Runners.named("SparkRunner").orElseThrow().checkVersion();
  }

  /** The class path of a profile has only one runner. */
  @Test
  void adaptersAreLoadedWhereTheirRunnerIsMissing() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = Path.of(entry).getFileName().toString();
      if (!name.startsWith("spark-")
          && !name.startsWith("scala-")
          && !name.startsWith("beam-runners-")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> runners = loader.loadClass(Runners.class.getName());

      assertThat(runners).isNotSameAs(Runners.class);
      assertThat(runners.getMethod("titles").invoke(null)).isEqualTo("Direct and Spark");
    }
  }
}
