package dev.tidemark.runner.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.runner.Runners;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SparkPropertiesTest {
  private static final Map<String, String> PROFILE =
      Map.of("spark.hadoop.a.b", "profile", "spark.hadoop.c.d", "profile", "spark.e.f", "profile");

  @BeforeEach
  void startWithOneProperty() {
    System.setProperty("spark.hadoop.a.b", "start");
  }

  @AfterEach
  void clear() {
    PROFILE.keySet().forEach(System::clearProperty);
  }

  @Test
  void whatTheProcessWasStartedWithWinsOverTheProfile() {
    new SparkAdapter().configureEngine(PROFILE);

    assertThat(System.getProperty("spark.hadoop.a.b")).isEqualTo("start");
    assertThat(System.getProperty("spark.e.f")).isEqualTo("profile");
  }

  @Test
  void hadoopGetsItsPropertiesOnEveryRunner() {
    assertThat(Runners.hadoopProperties(PROFILE))
        .containsEntry("a.b", "start")
        .containsEntry("c.d", "profile")
        .doesNotContainKey("e.f");
    assertThat(System.getProperty("spark.e.f")).as("set by reading alone").isNull();
  }
}
