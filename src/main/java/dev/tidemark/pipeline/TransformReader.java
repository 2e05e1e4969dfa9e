package dev.tidemark.pipeline;

import dev.tidemark.pipeline.TransformNode.Kind;
import dev.tidemark.pipeline.TransformNode.Naming;
import dev.tidemark.pipeline.io.ReadFromCsv;
import dev.tidemark.pipeline.io.ReadFromJson;
import dev.tidemark.pipeline.io.ReadFromKafka;
import dev.tidemark.pipeline.io.SinkName;
import dev.tidemark.pipeline.io.WriteToFiles;
import dev.tidemark.pipeline.io.WriteToKafka;
import dev.tidemark.pipeline.settings.WindowingSettings;
import dev.tidemark.pipeline.steps.ElementType;
import dev.tidemark.pipeline.steps.StepInput;
import dev.tidemark.pipeline.steps.StepType;
import dev.tidemark.sink.file.FileType;
import dev.tidemark.source.Origin;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.DidYouMean;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one transform of a pipeline file, whatever its type. */
final class TransformReader {
  private static final String READ_JSON = "ReadFromJson";
  private static final String READ_CSV = "ReadFromCsv";
  private static final String READ_TOPIC = "ReadFromKafka";
  private static final String WRITE_JSON = "WriteToJson";
  private static final String WRITE_CSV = "WriteToCsv";
  private static final String WRITE_PARQUET = "WriteToParquet";
  private static final String WRITE_TOPIC = "WriteToKafka";
  private static final List<String> READERS = List.of(READ_JSON, READ_CSV, READ_TOPIC);
  private static final List<String> WRITERS =
      List.of(WRITE_JSON, WRITE_CSV, WRITE_PARQUET, WRITE_TOPIC);

  /** The sink of malformed lines where the file names no other. */
  private static final String MALFORMED = "malformed";

  private static final int MAX_NAME = 200;

  /** Keys that belong beside a transform's {@code config}, never in it. */
  private static final List<String> BESIDE_CONFIG = List.of("type", "name", "input");

  private final Problems problems;
  private final NamedFiles files;

  TransformReader(Problems problems, NamedFiles files) {
    this.problems = problems;
    this.files = files;
  }

  /** Reads a transform, reporting what is wrong; its settings are read once its input is known. */
  TransformNode read(Yaml yaml) {
    if (!(yaml instanceof Yaml.Mapping mapping)) {
      problems.add(yaml.at(), "a transform must be a mapping with a 'type', not " + yaml.kind());
      return TransformNode.unread(yaml.at());
    }
    Settings settings = Settings.of(mapping, "the transform", problems);
    String type = settings.requiredText("type", "one of " + String.join(", ", typeNames()));
    Optional<String> name = name(settings);
    Optional<Yaml> input = settings.value("input");
    boolean hasConfig = settings.has("config");
    // As in Beam YAML, settings may also stand next to the transform's own keys, without a config.
    Settings config = hasConfig ? settings.nested("config") : settings;
    Optional<WindowingSpec> windowing =
        hasConfig && config.holds("windowing")
            ? Optional.of(misplacedWindowing(config))
            : windowing(settings);
    Position windowingAt = settings.at("windowing");
    if (hasConfig) {
      BESIDE_CONFIG.forEach(key -> config.refuse(key, besideConfig(key)));
    }
    return new TransformNode(
        name.orElse(type),
        naming(settings.has("name"), name, type),
        type,
        settings.at(),
        new Kind.Unsettled(
            inputOf(type),
            given -> {
              Kind kind = kind(type, settings, config, given);
              if (hasConfig) {
                settings.reportUnknownKeys();
              } else {
                settings.reportMisspeltKeys();
              }
              if (type.equals(StepType.WINDOW_INTO.label()) && windowing.isEmpty()) {
                problems.add(settings.at(), "WindowInto needs 'windowing': which windows");
              }
              return kind;
            }),
        windowing,
        windowingAt,
        input);
  }

  /** What a transform of a type takes, which is enough to connect it. */
  private static ElementType inputOf(String type) {
    if (READERS.contains(type)) {
      return ElementType.NOTHING;
    }
    if (WRITERS.contains(type)) {
      return ElementType.ROWS_OR_READINGS;
    }
    return StepType.byLabel(type).isPresent() ? ElementType.READINGS : ElementType.UNKNOWN;
  }

  /** The name, if it can be read. Its length is bounded, as runners and record counts use it. */
  private Optional<String> name(Settings settings) {
    Optional<String> name = settings.text("name");
    if (name.filter(text -> text.length() > MAX_NAME).isPresent()) {
      problems.add(
          settings.at("name"), "the name of a transform has at most " + MAX_NAME + " characters");
      return Optional.empty();
    }
    return name;
  }

  private static Optional<WindowingSpec> windowing(Settings settings) {
    return settings.has("windowing")
        ? Optional.of(WindowingSettings.read(settings.nested("windowing")))
        : Optional.empty();
  }

  /** Windows in a config are reported, but checked all the same. */
  private static WindowingSpec misplacedWindowing(Settings config) {
    config.refuse("windowing", besideConfig("windowing"));
    return WindowingSettings.read(config.nested("windowing"));
  }

  private static String besideConfig(String key) {
    return "'" + key + "' belongs beside 'config', not in it";
  }

  private static Naming naming(boolean isNamed, Optional<String> name, String type) {
    if (name.isPresent()) {
      return Naming.BY_NAME;
    }
    return isNamed || type.isEmpty() ? Naming.UNREADABLE : Naming.BY_TYPE;
  }

  private Kind kind(String type, Settings settings, Settings config, StepInput input) {
    if (typeNames().contains(type)) {
      return kind(type, config.ownedBy(type), input);
    }
    if (!type.isEmpty()) {
      problems.addUnknown(settings.value("type").orElseThrow().at(), "type", type, typeNames());
    }
    // The config is checked as if the nearest type were meant.
    DidYouMean.to(type, typeNames()).ifPresent(near -> kind(near, config.undemanding(), input));
    return new Kind.Unread();
  }

  private Kind kind(String type, Settings config, StepInput input) {
    Kind kind =
        switch (type) {
          case READ_JSON -> source(config, ReadFromJson.read(config, files));
          case READ_CSV -> source(config, ReadFromCsv.read(config, files));
          case READ_TOPIC -> source(config, ReadFromKafka.read(config, files));
          case WRITE_JSON -> files(config, type, FileType.JSON_LINES);
          case WRITE_CSV -> files(config, type, FileType.CSV);
          case WRITE_PARQUET -> files(config, type, FileType.PARQUET);
          case WRITE_TOPIC -> new Kind.Sink(WriteToKafka.read(config));
          default ->
              new Kind.Middle(StepType.byLabel(type).orElseThrow().read(config, input, files));
        };
    config.reportUnknownKeys();
    return kind;
  }

  private static Kind files(Settings config, String transform, FileType type) {
    return new Kind.Sink(WriteToFiles.read(config, transform, type));
  }

  private static Kind source(Settings config, Origin origin) {
    Settings errors = config.nested("error_handling");
    Optional<String> malformedSink =
        errors.has("output") ? SinkName.read(errors, "output") : Optional.of(MALFORMED);
    errors.reportUnknownKeys();
    Duration maxArrivalStep =
        config.positiveDuration("max_arrival_step").orElse(StreamRequirements.USUAL_STEP);
    return new Kind.Source(origin, malformedSink, maxArrivalStep);
  }

  private static List<String> typeNames() {
    List<String> names = new ArrayList<>(READERS);
    names.addAll(StepType.labels());
    names.addAll(WRITERS);
    return names;
  }
}
