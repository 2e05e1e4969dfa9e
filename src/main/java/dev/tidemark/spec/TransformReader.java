package dev.tidemark.spec;

import dev.tidemark.eventtime.Windowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one transform of a pipeline file, whatever its type. */
final class TransformReader {
  private static final String READ_FILES = "ReadFromJson";
  private static final String READ_TOPIC = "ReadFromKafka";
  private static final String WRITE_FILES = "WriteToJson";
  private static final String WRITE_TOPIC = "WriteToKafka";

  /** A sink's path is one directory name below the output directory. */
  private static final Pattern SINK_PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Problems problems;
  private final List<String> unread = new ArrayList<>();

  TransformReader(Problems problems) {
    this.problems = problems;
  }

  /** A transform as it was read, before its place in the graph is known. */
  record Transform(
      String name,
      Position at,
      Kind kind,
      Optional<Windowing> windowing,
      Position windowingAt,
      Optional<Yaml> input) {}

  /** What a transform is. */
  sealed interface Kind {
    record Source(Origin origin, String malformedSink) implements Kind {}

    record Middle(StepType type, Step step) implements Kind {}

    record Sink(Destination destination) implements Kind {}
  }

  /** Reads a transform; empty, with problems, where its type is not known. */
  Optional<Transform> read(Yaml yaml) {
    if (!(yaml instanceof Yaml.Mapping mapping)) {
      problems.add(yaml.at(), "a transform must be a mapping with a 'type', not " + yaml.kind());
      return Optional.empty();
    }
    Settings settings = new Settings(mapping, "the transform", problems);
    String type = settings.requiredText("type", "one of " + String.join(", ", typeNames()));
    Optional<String> name = settings.text("name");
    Optional<Yaml> input = settings.value("input");
    Settings config = settings.nested("config");
    Optional<Windowing> windowing =
        settings.has("windowing")
            ? Optional.of(WindowingSettings.read(settings.nested("windowing")))
            : Optional.empty();
    Position windowingAt = settings.at("windowing");
    settings.reportUnknownKeys();
    Optional<Kind> kind = kind(type, settings, config.ownedBy(type));
    if (type.equals("WindowInto") && windowing.isEmpty()) {
      problems.add(settings.at(), "WindowInto needs 'windowing': which windows");
    }
    if (kind.isEmpty()) {
      unread.add(name.orElse(type));
    }
    return kind.map(
        known ->
            new Transform(name.orElse(type), settings.at(), known, windowing, windowingAt, input));
  }

  /** The names of the transforms whose type is not known. */
  List<String> unread() {
    return unread;
  }

  private Optional<Kind> kind(String type, Settings settings, Settings config) {
    Optional<Kind> kind =
        switch (type) {
          case READ_FILES -> Optional.of(source(config, files(config)));
          case READ_TOPIC ->
              Optional.of(source(config, new Origin.Topic(TopicSettings.toRead(config))));
          case WRITE_FILES -> Optional.of(new Kind.Sink(directory(config)));
          case WRITE_TOPIC ->
              Optional.of(new Kind.Sink(new Destination.Topic(TopicSettings.toWrite(config))));
          default ->
              StepTypes.byName(type)
                  .map(known -> new Kind.Middle(known, known.reader().apply(config)));
        };
    if (kind.isPresent()) {
      config.reportUnknownKeys();
    } else if (settings.has("type")) {
      settings
          .value("type")
          .ifPresent(yaml -> problems.addUnknown(yaml.at(), "type", type, typeNames()));
    }
    return kind;
  }

  private Kind source(Settings config, Origin origin) {
    Settings errors = config.nested("error_handling");
    String malformedSink = errors.text("output").orElse("malformed");
    errors.reportUnknownKeys();
    checkSinkPath(malformedSink, errors.at("output"));
    return new Kind.Source(origin, malformedSink);
  }

  private static Origin files(Settings config) {
    List<String> paths = new ArrayList<>();
    config.required("path", "a file or a glob, or a list of them");
    for (Yaml path : config.oneOrMore("path")) {
      config.scalar(path, "path must be a file or a glob").ifPresent(paths::add);
    }
    return new Origin.Files(paths);
  }

  private Destination directory(Settings config) {
    String path = config.requiredText("path", "the sink's directory below the output directory");
    checkSinkPath(path, config.at("path"));
    return new Destination.Directory(path);
  }

  private void checkSinkPath(String path, Position at) {
    if (!path.isEmpty() && !SINK_PATH.matcher(path).matches()) {
      problems.add(at, "a sink is one directory name of letters, digits, '.', '_' and '-'");
    }
  }

  private static List<String> typeNames() {
    List<String> names = new ArrayList<>(List.of(READ_FILES, READ_TOPIC));
    names.addAll(StepTypes.names());
    names.addAll(List.of(WRITE_FILES, WRITE_TOPIC));
    return names;
  }
}
