package dev.tidemark.pipeline;

import dev.tidemark.pipeline.TransformNode.Kind;
import dev.tidemark.pipeline.TransformNode.Naming;
import dev.tidemark.source.Origin;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.DidYouMean;
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
  private static final String READ_FILES = "ReadFromJson";
  private static final String READ_TOPIC = "ReadFromKafka";
  private static final String WRITE_FILES = "WriteToJson";
  private static final String WRITE_TOPIC = "WriteToKafka";

  /** Where malformed lines go if nothing else is said. */
  private static final String MALFORMED = "malformed";

  private static final int MAX_NAME = 200;

  /** What stands beside a transform's {@code config}, and in none. */
  private static final List<String> BESIDE_CONFIG = List.of("type", "name", "input");

  private final Problems problems;

  TransformReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads a transform, reporting what is wrong. */
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
    // As in Beam YAML, what a config would hold may stand beside the transform's own keys.
    Settings config = hasConfig ? settings.nested("config") : settings;
    Optional<WindowingSpec> windowing =
        hasConfig && config.holds("windowing")
            ? Optional.of(misplacedWindowing(config))
            : windowing(settings);
    Position windowingAt = settings.at("windowing");
    if (hasConfig) {
      BESIDE_CONFIG.forEach(key -> config.refuse(key, besideConfig(key)));
    }
    Kind kind = kind(type, settings, config);
    if (hasConfig) {
      settings.reportUnknownKeys();
    } else {
      settings.reportMisspeltKeys();
    }
    if (type.equals("WindowInto") && windowing.isEmpty()) {
      problems.add(settings.at(), "WindowInto needs 'windowing': which windows");
    }
    return new TransformNode(
        name.orElse(type),
        naming(settings.has("name"), name, type),
        type,
        settings.at(),
        kind,
        windowing,
        windowingAt,
        input);
  }

  /**
   * The name, if it can be read: the runners and the record counts take it on, so it is bounded.
   */
  private Optional<String> name(Settings settings) {
    Optional<String> name = settings.text("name");
    if (name.filter(text -> text.length() > MAX_NAME).isPresent()) {
      problems.add(
          settings.at("name"), "the name of a transform has at most " + MAX_NAME + " letters");
      return Optional.empty();
    }
    return name;
  }

  private static Optional<WindowingSpec> windowing(Settings settings) {
    return settings.has("windowing")
        ? Optional.of(WindowingSettings.read(settings.nested("windowing")))
        : Optional.empty();
  }

  /** Windows in a config are refused, and checked all the same. */
  private static WindowingSpec misplacedWindowing(Settings config) {
    config.refuse("windowing", besideConfig("windowing"));
    return WindowingSettings.read(config.nested("windowing"));
  }

  private static String besideConfig(String key) {
    return "'" + key + "' stands beside 'config', not in it";
  }

  private static Naming naming(boolean isNamed, Optional<String> name, String type) {
    if (name.isPresent()) {
      return Naming.BY_NAME;
    }
    return isNamed || type.isEmpty() ? Naming.UNREADABLE : Naming.BY_TYPE;
  }

  private Kind kind(String type, Settings settings, Settings config) {
    if (typeNames().contains(type)) {
      return kind(type, config.ownedBy(type));
    }
    if (!type.isEmpty()) {
      problems.addUnknown(settings.value("type").orElseThrow().at(), "type", type, typeNames());
    }
    // What is there is checked as if the nearest type were meant.
    DidYouMean.to(type, typeNames()).ifPresent(near -> kind(near, config.undemanding()));
    return new Kind.Unread();
  }

  private Kind kind(String type, Settings config) {
    Kind kind =
        switch (type) {
          case READ_FILES -> source(config, files(config));
          case READ_TOPIC -> source(config, new Origin.Topic(TopicSettings.toRead(config)));
          case WRITE_FILES -> new Kind.Sink(directory(config));
          case WRITE_TOPIC -> new Kind.Sink(topic(config));
          default -> middle(StepTypes.byName(type).orElseThrow(), config);
        };
    config.reportUnknownKeys();
    return kind;
  }

  private static Kind middle(StepType type, Settings config) {
    return new Kind.Middle(type, type.reader().apply(config));
  }

  private Kind source(Settings config, Origin origin) {
    Settings errors = config.nested("error_handling");
    Optional<String> malformedSink =
        errors.has("output") ? sinkName(errors, "output") : Optional.of(MALFORMED);
    errors.reportUnknownKeys();
    Duration maxArrivalStep =
        config.positiveDuration("max_arrival_step").orElse(StreamRequirements.USUAL_STEP);
    return new Kind.Source(origin, malformedSink, maxArrivalStep);
  }

  private static Origin files(Settings config) {
    List<String> paths = new ArrayList<>();
    config.required("path", "a file or a glob, or a list of them");
    for (Yaml path : config.oneOrMore("path")) {
      config.scalar(path, "path must be a file or a glob").ifPresent(paths::add);
    }
    return new Origin.Files(paths);
  }

  private Optional<Destination> directory(Settings config) {
    config.required("path", "the sink's directory below the output directory");
    return sinkName(config, "path").map(Destination.Directory::new);
  }

  private static Optional<Destination> topic(Settings config) {
    return Optional.of(TopicSettings.toWrite(config))
        .filter(topic -> !topic.name().isEmpty())
        .map(Destination.Topic::new);
  }

  /** A name for a directory; empty where it is none, which is reported. */
  private Optional<String> sinkName(Settings settings, String key) {
    Optional<String> name = settings.text(key);
    Optional<String> wrong = name.flatMap(SinkName::problem);
    wrong.ifPresent(problem -> problems.add(settings.at(key), problem));
    return wrong.isPresent() ? Optional.empty() : name;
  }

  private static List<String> typeNames() {
    List<String> names = new ArrayList<>(List.of(READ_FILES, READ_TOPIC));
    names.addAll(StepTypes.names());
    names.addAll(List.of(WRITE_FILES, WRITE_TOPIC));
    return names;
  }
}
