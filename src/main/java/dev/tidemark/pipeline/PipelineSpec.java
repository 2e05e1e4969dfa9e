package dev.tidemark.pipeline;

import dev.tidemark.clock.ClockTable;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.lateness.JudgedStep;
import dev.tidemark.pipeline.io.Destination;
import dev.tidemark.pipeline.steps.Step;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.source.Origin;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pipeline file that has been read and checked.
 *
 * @param name the file's name without its ending
 * @param transforms all of them, each after its input
 * @param steps each after its input
 * @param options the file's own {@code options}; those of a profile and the command line win
 * @param warnings about what is valid but most likely not meant, each with its position
 */
public record PipelineSpec(
    String name,
    List<Transform> transforms,
    SourceSpec source,
    List<StepSpec> steps,
    List<SinkSpec> sinks,
    Map<String, String> options,
    List<String> warnings) {

  /**
   * A transform of the file.
   *
   * @param type as the file writes it
   * @param input the transform whose output it takes; a source has none
   */
  public record Transform(String name, String type, Optional<String> input) {}

  /**
   * Where readings come from; malformed lines go to a sink of their own.
   *
   * @param maxArrivalStep how far one reading may move a stream's arrival clock
   */
  public record SourceSpec(
      String name,
      Origin origin,
      String malformedSink,
      Duration maxArrivalStep,
      Optional<WindowingSpec> windowing) {}

  /** A step, its input by name, and the windows set beside it. */
  public record StepSpec(String name, Step step, String input, Optional<WindowingSpec> windowing) {}

  /** A sink and its input by name. */
  public record SinkSpec(String name, Destination destination, String input) {}

  /** A pipeline whose transforms are added one by one. */
  static final class Draft {
    private SourceSpec source =
        new SourceSpec(
            "",
            new Origin.Files(List.of(), new ReadingFormat.JsonLines(ReadingSchema.EMPTY)),
            "",
            StreamRequirements.USUAL_STEP,
            Optional.empty());

    private final List<Transform> transforms = new ArrayList<>();
    private final List<StepSpec> steps = new ArrayList<>();
    private final List<SinkSpec> sinks = new ArrayList<>();

    void transform(Transform transform) {
      transforms.add(transform);
    }

    void source(SourceSpec spec) {
      source = spec;
    }

    void step(StepSpec spec) {
      steps.add(spec);
    }

    void sink(SinkSpec spec) {
      sinks.add(spec);
    }

    PipelineSpec spec(String name, Map<String, String> options) {
      return new PipelineSpec(name, transforms, source, steps, sinks, options, List.of());
    }
  }

  PipelineSpec withWarnings(List<String> lines) {
    return new PipelineSpec(name, transforms, source, steps, sinks, options, lines);
  }

  /** The same pipeline, with its topics at other brokers. */
  public PipelineSpec at(String bootstrapServers) {
    return new PipelineSpec(
        name,
        transforms,
        new SourceSpec(
            source.name(),
            source.origin().at(bootstrapServers),
            source.malformedSink(),
            source.maxArrivalStep(),
            source.windowing()),
        steps,
        sinks.stream()
            .map(
                sink ->
                    new SinkSpec(
                        sink.name(), sink.destination().at(bootstrapServers), sink.input()))
            .toList(),
        options,
        warnings);
  }

  /** The same pipeline, with readings in another format. */
  PipelineSpec reading(ReadingFormat format) {
    return new PipelineSpec(
        name,
        transforms,
        new SourceSpec(
            source.name(),
            source.origin().in(format),
            source.malformedSink(),
            source.maxArrivalStep(),
            source.windowing()),
        steps,
        sinks,
        options,
        warnings);
  }

  /** What readings look like. */
  public ReadingSchema schema() {
    return source.origin().format().schema();
  }

  /** The fields that are event times, as the steps assign them. */
  public List<Field> eventTimes() {
    return steps.stream()
        .flatMap(step -> step.step().assignedEventTime().stream())
        .map(EventTime::field)
        .distinct()
        .toList();
  }

  /** By step, the tables that correct the clocks of devices. */
  public Map<String, ClockTable> clockTables() {
    Map<String, ClockTable> tables = new LinkedHashMap<>();
    for (StepSpec spec : steps) {
      spec.step()
          .assignedEventTime()
          .map(EventTime::clocks)
          .filter(table -> !table.isEmpty())
          .ifPresent(table -> tables.put(spec.name(), table));
    }
    return tables;
  }

  /** Whether readings or their records say when they arrived. */
  public boolean hasArrivals() {
    return schema().declaresArrival() || source.origin().topic().isPresent();
  }

  /** What the lateness of readings is measured by, in words for a user. */
  public String arrivals() {
    if (schema().declaresArrival()) {
      return schema().arrival().orElseThrow().name();
    }
    return hasArrivals()
        ? "the timestamps of the topic's records"
        : "none: readings arrive when they happened, so none is late";
  }

  /** Whether it reads from a topic or writes to one. */
  public boolean hasTopic() {
    return source.origin().topic().isPresent()
        || sinks.stream().anyMatch(sink -> sink.destination().directory().isEmpty());
  }

  /** The sink of late readings, if a reading can be too late anywhere. */
  public Optional<String> lateSink() {
    boolean canBeLate =
        Stream.concat(steps.stream().map(StepSpec::windowing), Stream.of(source.windowing()))
                .anyMatch(windowing -> windowing.map(WindowingSpec::canExpire).orElse(false))
            || steps.stream().anyMatch(spec -> spec.step().findsLateReadings());
    return canBeLate ? Optional.of("late") : Optional.empty();
  }

  /** The sink of duplicates, if a step looks for them. */
  public Optional<String> duplicateSink() {
    return steps.stream().anyMatch(spec -> spec.step().findsDuplicates())
        ? Optional.of("duplicate")
        : Optional.empty();
  }

  /** The names of all transforms: each after its input, the sinks after all steps. */
  public List<String> transformNames() {
    List<String> names = new ArrayList<>(List.of(source.name()));
    steps.forEach(step -> names.add(step.name()));
    sinks.forEach(sink -> names.add(sink.name()));
    return names;
  }

  /** The first step that assigns event time, if there is one. */
  public Optional<StepSpec> firstTimestamps() {
    return steps.stream().filter(spec -> spec.step().assignedEventTime().isPresent()).findFirst();
  }

  /** What its steps need to know of a stream's arrival clock. */
  public StreamRequirements streamRequirements() {
    return StreamAnalysis.of(this);
  }

  /** What of it a stream cannot do, and what to do instead. */
  public List<String> streamProblems() {
    return StreamAnalysis.problems(this);
  }

  /** The steps that judge how late readings are, each after those before it. */
  public List<JudgedStep> judgedSteps() {
    return LatenessAnalysis.of(this);
  }

  /** Those of them that count readings by windows that end. */
  public List<JudgedStep> windowedSteps() {
    return judgedSteps().stream()
        .filter(step -> step.windowing().isPresent() && !step.findsNoneLate())
        .toList();
  }

  /** The sinks that the file names, including topics. */
  public List<String> resultSinks() {
    return sinks.stream().map(sink -> sink.destination().label()).toList();
  }

  /** The sinks that the file names and that are directories. */
  public List<String> resultDirectories() {
    return sinks.stream().flatMap(sink -> sink.destination().directory().stream()).toList();
  }

  /** Of those, the ones whose files a person can read as they are. */
  public List<String> textDirectories() {
    return sinks.stream()
        .map(SinkSpec::destination)
        .filter(sink -> sink.format().filter(FileFormat::isText).isPresent())
        .map(Destination::label)
        .toList();
  }

  /** How the names of the files of each sink end that is a directory. */
  public Map<String, String> endingsBySink() {
    Map<String, String> endings = new LinkedHashMap<>();
    sinkNames().forEach(sink -> endings.put(sink, FileFormat.JSON_LINES.ending()));
    for (SinkSpec sink : sinks) {
      sink.destination()
          .format()
          .ifPresent(format -> endings.put(sink.destination().label(), format.ending()));
    }
    return endings;
  }

  /** All sinks that are directories: results, late readings, duplicates, malformed lines. */
  public List<String> sinkNames() {
    List<String> names = new ArrayList<>(resultDirectories());
    lateSink().ifPresent(names::add);
    duplicateSink().ifPresent(names::add);
    names.add(source.malformedSink());
    return names;
  }
}
