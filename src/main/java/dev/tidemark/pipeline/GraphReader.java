package dev.tidemark.pipeline;

import dev.tidemark.pipeline.PipelineSpec.SinkSpec;
import dev.tidemark.pipeline.TransformNode.GraphPlace;
import dev.tidemark.pipeline.steps.Step;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.yaml.DidYouMean;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code pipeline} of a file: a chain, or a graph whose transforms name their input. */
final class GraphReader {
  private static final List<String> TYPES = List.of("chain", "composite");

  /** Each costs a runner time and stack before it reads anything. */
  static final int MAX_TRANSFORMS = 100;

  /** Spark nests consecutive transforms, and its stack overflows beyond some 90. */
  static final int MAX_IN_A_ROW = 50;

  private final Problems problems;
  private final NamedFiles files;

  GraphReader(Problems problems, NamedFiles files) {
    this.problems = problems;
    this.files = files;
  }

  /** The pipeline; empty, with problems, where it is not right. */
  Optional<PipelineSpec> read(String name, Settings pipeline, Map<String, String> options) {
    Optional<String> type = readType(pipeline);
    Optional<List<TransformNode>> transforms = readTransforms(pipeline);
    pipeline.reportUnknownKeys();
    if (transforms.isEmpty()) {
      return Optional.empty();
    }
    String connection = type.orElse("unknown");
    Graph graph = connect(connection, TransformNames.of(transforms.get(), problems)).settled();
    new ElementTypeCheck(problems, graph, connection.equals("chain")).check(pipeline.at());
    new DelayCheck(problems, graph).check();
    checkMappings(graph);
    checkLength(graph);
    PipelineSpec spec = arriving(spec(name, graph, options), graph);
    checkSinks(spec, graph);
    return problems.isEmpty() ? Optional.of(spec) : Optional.empty();
  }

  /** The type, or the nearest to it; empty where nothing is near. */
  private Optional<String> readType(Settings pipeline) {
    Optional<Yaml> yaml = pipeline.value("type");
    if (yaml.isEmpty()) {
      return Optional.of("composite");
    }
    return pipeline
        .scalar(yaml.get(), "type must be one of " + String.join(", ", TYPES))
        .flatMap(
            word -> {
              if (!TYPES.contains(word)) {
                problems.addUnknown(yaml.get().at(), "type", word, TYPES);
              }
              return DidYouMean.to(word, TYPES);
            });
  }

  private Optional<List<TransformNode>> readTransforms(Settings pipeline) {
    List<Yaml> yaml = new ArrayList<>();
    pipeline.value("source").ifPresent(yaml::add);
    Yaml list = pipeline.required("transforms", "a list of transforms");
    if (list instanceof Yaml.Items items) {
      yaml.addAll(items.items());
    } else if (pipeline.has("transforms")) {
      problems.add(pipeline.at("transforms"), "transforms must be a list");
    }
    pipeline.value("sink").ifPresent(yaml::add);
    if (yaml.size() > MAX_TRANSFORMS) {
      problems.add(
          yaml.get(MAX_TRANSFORMS).at(),
          "the pipeline has %,d transforms; at most %,d are allowed"
              .formatted(yaml.size(), MAX_TRANSFORMS));
      return Optional.empty();
    }
    TransformReader reader = new TransformReader(problems, files);
    List<TransformNode> transforms = yaml.stream().map(reader::read).toList();
    return list instanceof Yaml.Items ? Optional.of(transforms) : Optional.empty();
  }

  private Graph connect(String type, TransformNames names) {
    InputReader inputs = new InputReader(names, problems);
    return switch (type) {
      case "chain" -> inputs.chain();
      case "composite" -> inputs.graph();
      default -> inputs.chainOrGraph();
    };
  }

  /**
   * The same pipeline where readings of files that have no arrival time arrive when they happened,
   * so that none is late and a replay has an order.
   */
  private PipelineSpec arriving(PipelineSpec spec, Graph graph) {
    if (spec.schema().declaresArrival() || spec.source().origin().topic().isPresent()) {
      return spec;
    }
    Optional<Field> arrival = Optional.empty();
    for (Map.Entry<String, TransformNode> one : graph.transforms().entrySet()) {
      Optional<EventTime> assignedTime =
          one.getValue().kind().step().flatMap(Step::assignedEventTime);
      Optional<Field> assigned = assignedTime.map(EventTime::field);
      if (problems.isEmpty()
          && arrival.isPresent()
          && assigned.isPresent()
          && !assigned.equals(arrival)) {
        problems.add(
            one.getValue().at(),
            "readings without 'arrival_time' arrive when they happened, which is %s by one AssignTimestamps and %s by another; name the 'arrival_time' of the schema"
                .formatted(arrival.get(), assigned.get()));
      }
      arrival = arrival.or(() -> assigned);
      if (assignedTime.filter(time -> !time.clocks().isEmpty()).isPresent()) {
        problems.add(
            one.getValue().at(),
            "'clock' corrects event times by arrivals, and readings do not say when they arrived; name the 'arrival_time' of the schema, or drop 'clock'");
      }
    }
    return arrival
        .filter(field -> field.isInstant() && field.position() < spec.schema().fields().size())
        .map(spec.schema()::arrivingAt)
        .map(schema -> spec.reading(spec.source().origin().format().with(schema)))
        .orElse(spec);
  }

  /** The source has to know which of its fields is the event time. */
  private void checkMappings(Graph graph) {
    Map<String, String> mappings = new HashMap<>();
    for (String name : graph.transforms().keySet()) {
      Optional<Step> step = graph.transform(name).kind().step();
      Optional<String> before = graph.input(name).map(mappings::get);
      if (step.flatMap(Step::mapping).isPresent()) {
        mappings.put(name, name);
      } else {
        before.ifPresent(mapping -> mappings.put(name, mapping));
      }
      if (before.isPresent() && step.flatMap(Step::assignedEventTime).isPresent()) {
        problems.add(
            graph.transform(name).at(),
            "'%s' comes after '%s', which maps fields; assign timestamps before it"
                .formatted(name, before.get()));
      }
    }
  }

  private void checkLength(Graph graph) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String name : graph.transforms().keySet()) {
      int length = graph.input(name).map(lengths::get).orElse(0) + 1;
      lengths.put(name, length);
      if (length == MAX_IN_A_ROW + 1) {
        problems.add(
            graph.transform(name).at(),
            "more than %d transforms in a row up to here".formatted(MAX_IN_A_ROW));
      }
    }
  }

  /** The pipeline, with a harmless stand-in for each part that is wrong. */
  private static PipelineSpec spec(String name, Graph graph, Map<String, String> options) {
    PipelineSpec.Draft draft = new PipelineSpec.Draft();
    for (String each : graph.transforms().keySet()) {
      TransformNode transform = graph.transform(each);
      String input = graph.input(each).orElse("");
      draft.transform(new PipelineSpec.Transform(each, transform.type(), graph.input(each)));
      transform.kind().addTo(draft, new GraphPlace(each, input, transform.windowing()));
    }
    return draft.spec(name, options);
  }

  /** A directory or topic that is in use. */
  private record Taken(String name, String reason) {
    static Taken byOutput(String name) {
      return new Taken(name, "another output already goes to '" + name + "'");
    }

    static Taken bySideOutput(String name, String what) {
      return new Taken(name, "'" + name + "' is where " + what + " go");
    }

    String refuses(String other, String choose) {
      return (name.equals(other)
              ? reason
              : "'%s' differs from the output '%s' only in case".formatted(other, name))
          + "; choose another "
          + choose;
    }
  }

  /**
   * No two outputs may share a directory, or a topic. Directories whose names differ only in case
   * are one on some file systems.
   */
  private void checkSinks(PipelineSpec spec, Graph graph) {
    Map<String, Taken> taken = new HashMap<>();
    spec.lateSink()
        .ifPresent(late -> taken.put(late, Taken.bySideOutput(late, "readings that are too late")));
    spec.duplicateSink()
        .ifPresent(duplicate -> taken.put(duplicate, Taken.bySideOutput(duplicate, "duplicates")));
    String malformed = spec.source().malformedSink();
    Taken first =
        taken.putIfAbsent(
            malformed.toLowerCase(Locale.ROOT), Taken.bySideOutput(malformed, "malformed lines"));
    if (first != null) {
      problems.add(
          graph.transform(spec.source().name()).at(),
          first.refuses(malformed, "output under error_handling"));
    }
    for (SinkSpec sink : spec.sinks()) {
      String label = sink.destination().label();
      boolean isDirectory = sink.destination().directory().isPresent();
      Taken other =
          taken.putIfAbsent(
              isDirectory ? label.toLowerCase(Locale.ROOT) : label, Taken.byOutput(label));
      if (other != null) {
        problems.add(
            graph.transform(sink.name()).at(),
            other.refuses(label, isDirectory ? "path" : "topic"));
      }
    }
  }
}
