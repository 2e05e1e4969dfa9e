package dev.tidemark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.pipeline.PipelineSpec.StepSpec;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows a step makes is known once the file is checked, before anything runs. */
class RowSchemaTest {
  private static final EventTime TIME = new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tumbling-counts | window_start DATETIME, window_end DATETIME, count INT64",
        "sliding-counts | window_start DATETIME, window_end DATETIME, count INT64",
        "tumbling-counts-by-user"
            + " | window_start DATETIME, window_end DATETIME, User STRING?, count INT64",
        "late-data | window_start DATETIME, window_end DATETIME, User STRING?, count INT64,"
            + " pane (timing STRING, index INT64, is_last BOOLEAN)",
        "deduplicated-counts | User STRING?, count INT64",
        "activity-state | User STRING?, activity STRING, start INSTANT, end INSTANT",
        "count-windows | Device STRING?, window INT64, count INT64, mean_x DOUBLE?,"
            + " start INSTANT, end INSTANT",
        "sessions | window_start DATETIME, window_end DATETIME, User STRING?, count INT64,"
            + " activities [STRING], mean_x DOUBLE?",
        "capped-sessions | User STRING?, start INSTANT, end INSTANT, count INT64,"
            + " activities [STRING], mean_x DOUBLE?, closed_by STRING",
        "session-alerts"
            + " | User STRING?, session_start INSTANT, triggered_at INSTANT, count INT64",
        "next-session | User STRING?, session_start INSTANT, previous (start INSTANT, end INSTANT,"
            + " count INT64, activities {STRING: INT64}), recommended STRING?"
      })
  void theMainSinksRows(String pipeline, String fields) throws InvalidPipelineFileException {
    PipelineSpec spec = PipelineFile.read("pipelines/" + pipeline + ".yaml", new AnyOptions());
    StepSpec last = spec.steps().get(spec.steps().size() - 1);
    Optional<Schema> schema =
        last.step().rowSchema(TIME, last.windowing().orElseGet(() -> windows(spec)));
    assertThat(schema.map(RowSchemaTest::text)).contains(fields);
  }

  @ParameterizedTest
  @CsvSource({"late-data, AssignTimestamps", "deduplicated-counts, Deduplicate"})
  void aStepThatReturnsReadingsMakesNone(String pipeline, String step)
      throws InvalidPipelineFileException {
    PipelineSpec spec = PipelineFile.read("pipelines/" + pipeline + ".yaml", new AnyOptions());
    assertThat(spec.steps())
        .filteredOn(each -> each.step().getClass().getSimpleName().startsWith(step))
        .singleElement()
        .extracting(each -> each.step().rowSchema(TIME, WindowingSpec.global()))
        .isEqualTo(Optional.empty());
  }

  /** The windows that a step before the last one sets. */
  private static WindowingSpec windows(PipelineSpec spec) {
    return spec.steps().stream()
        .flatMap(step -> step.windowing().stream())
        .findFirst()
        .orElse(WindowingSpec.global());
  }

  private static String text(Schema schema) {
    return schema.getFields().stream()
        .map(field -> field.getName() + " " + text(field.getType()))
        .collect(Collectors.joining(", "));
  }

  private static String text(FieldType type) {
    String text =
        switch (type.getTypeName()) {
          case ROW -> "(" + text(type.getRowSchema()) + ")";
          case ARRAY -> "[" + text(type.getCollectionElementType()) + "]";
          case MAP -> "{" + text(type.getMapKeyType()) + ": " + text(type.getMapValueType()) + "}";
          case LOGICAL_TYPE -> "INSTANT";
          default -> type.getTypeName().toString();
        };
    return Boolean.TRUE.equals(type.getNullable()) ? text + "?" : text;
  }
}
