package dev.tidemark.pipeline.steps;

import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.beam.sdk.schemas.Schema;

/** The types of transforms between source and sink. A new one is registered here. */
public enum StepType {
  ASSIGN_TIMESTAMPS("AssignTimestamps", AssignTimestampsStep::read),
  FILTER("Filter", FilterStep::read, ofRows(FilterRowsStep::read)),
  MAP_TO_FIELDS("MapToFields", MapToFieldsStep::read, ofRows(MapRowsStep::read)),
  WINDOW_INTO("WindowInto", WindowIntoStep::read),
  COMBINE("Combine", CombineStep::read, CombineRowsStep::read),
  DEDUPLICATE("Deduplicate", DeduplicateStep::read),
  ALERT_ON_COUNT("AlertOnCount", AlertOnCountStep::read),
  TRACK_ACTIVITY("TrackActivity", TrackActivityStep::read),
  COUNT_WINDOWS("CountWindows", CountWindowsStep::read),
  CAPPED_SESSIONS("CappedSessions", CappedSessionsStep::read),
  NEXT_SESSION("NextSession", NextSessionStep::read);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // A method reference has no state.
  private final Reader reader;

  /** Reads the step after one that makes rows; empty where it takes readings only. */
  @SuppressWarnings("ImmutableEnumChecker") // A method reference has no state.
  private final Optional<BiFunction<Settings, StepInput, Step>> rowReader;

  /** Reads a step that takes readings. */
  private interface Reader {
    Step read(Settings config, ReadingSchema readings, NamedFiles files);
  }

  StepType(String label, Reader reader) {
    this.label = label;
    this.reader = reader;
    this.rowReader = Optional.empty();
  }

  StepType(String label, BiFunction<Settings, ReadingSchema, Step> reader) {
    this(label, (config, readings, files) -> reader.apply(config, readings));
  }

  StepType(
      String label,
      BiFunction<Settings, ReadingSchema, Step> reader,
      BiFunction<Settings, StepInput, Step> rowReader) {
    this.label = label;
    this.reader = (config, readings, files) -> reader.apply(config, readings);
    this.rowReader = Optional.of(rowReader);
  }

  /** A reader that needs to know the schema of the rows only. */
  private static BiFunction<Settings, StepInput, Step> ofRows(
      BiFunction<Settings, Schema, Step> reader) {
    return (config, input) -> reader.apply(config, input.rows().orElseThrow());
  }

  /** The {@code type} that pipeline files write. */
  public String label() {
    return label;
  }

  /**
   * Reads a {@code config}, reporting what is wrong; settings that are wrong have stand-ins.
   *
   * @param input what the step is given
   * @param files opens those that the settings name
   */
  public Step read(Settings config, StepInput input, NamedFiles files) {
    // A step in the wrong place is reported where the graph is checked.
    return input.rows().isPresent() && rowReader.isPresent()
        ? rowReader.get().apply(config, input)
        : reader.read(config, input.readings(), files);
  }

  public static Optional<StepType> byLabel(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(StepType::label).toList();
  }
}
