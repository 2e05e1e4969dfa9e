package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.ExplainedReadings;
import dev.tidemark.testing.ExplainedReadings.Fate;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trace of one reading; every text is worked out by hand. */
class ExplainIT {
  @TempDir private Path folder;
  private ExplainedReadings readings;

  @BeforeEach
  void write() throws IOException {
    readings = new ExplainedReadings(folder, "runner-profiles/direct.properties");
  }

  @Test
  void aReadingThatIsOnTimeEverywhere() {
    assertThat(readings.explain("a/d/1/1"))
        .isEqualTo(
            """
            a/d/1/1
              Read      FILE, byte 0
              Times     1970-01-01T00:09:59.000000Z (Creation_Time); arrived 1970-01-01T00:10:00.000Z, 1.000 s later; the watermark then: 1970-01-01T00:09:50.000Z
              Distinct  kept, the first of its microsecond
              Counts    window [1970-01-01T00:00:00.000Z, 1970-01-01T00:10:00.000Z): counted, on time
              Sliding   window [1970-01-01T00:00:00.000Z, 1970-01-01T00:10:00.000Z): counted, on time
                        window [1970-01-01T00:05:00.000Z, 1970-01-01T00:15:00.000Z): counted, on time
              Moving    passed
              Sessions  its own session window [1970-01-01T00:09:59.000Z, 1970-01-01T00:10:04.000Z): counted, on time
              Alerts    taken in order
              Raw       written
            """);
  }

  @Test
  void aDuplicateNamesItsOriginal() throws IOException {
    assertThat(readings.explain("a/d/1/2"))
        .isEqualTo(
            """
            a/d/1/2
              Read      FILE, byte 120
              Times     1970-01-01T00:09:59.000000Z (Creation_Time); arrived 1970-01-01T00:10:00.500Z, 1.500 s later; the watermark then: 1970-01-01T00:09:50.500Z
              Distinct  duplicate of a/d/1/1, which arrived 1970-01-01T00:10:00.000Z
            """);
    List<JsonNode> duplicates = new Results(readings.output()).rows("duplicate");
    assertThat(duplicates)
        .hasSize(2)
        .contains(
            new ObjectMapper()
                .readTree(
                    """
                    {"reason":"duplicate",
                     "first":{"Arrival_Time":600000,"Creation_Time":599000000000,"Device":"d/1","Index":1},
                     "reading":{"Arrival_Time":600500,"Creation_Time":599000000400,"Device":"d/1","Index":2,
                       "Model":null,"User":"a","gt":"walk","x":null,"y":null,"z":null}}"""));
    assertThat(new Results(readings.output()).manifest().at("/outputs/duplicate").longValue())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void everyFateIsTraced(Fate fate) {
    readings.assertTold(fate);
  }

  @Test
  void aReadingTooLateForTheFirstStep() {
    assertThat(readings.explain("a/d/1/6"))
        .isEqualTo(
            """
            a/d/1/6
              Read      FILE, byte 600
              Times     1970-01-01T00:00:00.000000Z (Creation_Time); arrived 1970-01-01T00:21:40.000Z, 1,300.000 s later; the watermark then: 1970-01-01T00:21:30.000Z
              Distinct  too late, by 690,000 ms: it arrived more than 610,000 ms after its event time
            """);
  }

  @Test
  void aReadingTooLateForItsSession() {
    assertThat(readings.explain("a/d/1/7"))
        .contains(
            "\n  Sessions  its own session window [1970-01-01T00:11:40.000Z, 1970-01-01T00:11:45.000Z): too late,"
                + " not counted: the watermark was 60,000 ms past its end, allowed_lateness is 60,000 ms\n",
            "\n  Alerts    too late, by 65,000 ms: it arrived more than 10,000 ms after its event time\n");
  }

  @Test
  void aReadingWithoutIndexThatArrivedBeforeItHappened() {
    assertThat(readings.explain("a/d/1/0"))
        .isEqualTo(
            """
            a/d/1/0
              Read      FILE, byte 840
              Times     1970-01-01T00:13:20.000000Z (Creation_Time); arrived 1970-01-01T00:13:19.000Z, 1.000 s before that; the watermark then: 1970-01-01T00:13:09.000Z
              Distinct  kept, the first of its microsecond
              Counts    window [1970-01-01T00:10:00.000Z, 1970-01-01T00:20:00.000Z): counted, on time
              Sliding   window [1970-01-01T00:05:00.000Z, 1970-01-01T00:15:00.000Z): counted, on time
                        window [1970-01-01T00:10:00.000Z, 1970-01-01T00:20:00.000Z): counted, on time
              Moving    left out by the condition
              Alerts    taken in order
            """);
  }

  @Test
  void aReadingThatDoesNotExist() throws IOException {
    assertThat(readings.explain("a/d/1/99"))
        .isEqualTo(
            """
            a/d/1/99: no such reading was read
              User a has 9 readings of Device d/1, with Index from 0 to 7
            """);
    new Results(readings.output())
        .assertContainsOnly(
            List.of(
                "counts",
                "sliding",
                "sessions",
                "moving",
                "alerts",
                "late",
                "duplicate",
                "malformed"));
  }

  @Test
  void onlyARunWithExplainTraces() {
    assertThat(Outcome.of("help", "run").out()).contains("--explain=ID", "User/Device/Index");
    assertThat(readings.run().out()).isEmpty();
  }

  @Test
  void aReadingIdOfAnotherForm() {
    for (String id : List.of("", "a", "a/1", "a/d/x", "a/d/1.5")) {
      Outcome.of("--explain=" + id, "--output=" + readings.output())
          .failsWith(
              64, "--explain needs User/Device/Index, such as a/nexus4_1/35, not '" + id + "'");
    }
    assertThat(Files.exists(readings.output())).isFalse();
  }
}
