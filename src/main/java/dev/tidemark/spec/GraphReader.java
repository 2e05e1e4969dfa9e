package dev.tidemark.spec;

import dev.tidemark.spec.PipelineSpec.SinkSpec;
import dev.tidemark.spec.PipelineSpec.SourceSpec;
import dev.tidemark.spec.PipelineSpec.StepSpec;
import dev.tidemark.spec.TransformReader.Kind;
import dev.tidemark.spec.TransformReader.Transform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code pipeline} of a file: a chain, or a graph whose transforms name their input. */
final class GraphReader {
  private final Problems problems;
  private final Map<String, Transform> transforms = new LinkedHashMap<>();
  private final Map<String, String> inputs = new LinkedHashMap<>();

  /** Names of transforms that are there but cannot be read, which is reported already. */
  private final Set<String> unread = new HashSet<>();

  GraphReader(Problems problems) {
    this.problems = problems;
  }

  /** The pipeline; empty, with problems, where it is not right. */
  Optional<PipelineSpec> read(String name, Settings pipeline, Map<String, String> options) {
    boolean chain =
        pipeline
            .choice(
                "type",
                List.of("chain", "composite"),
                word -> Optional.of(word).filter(Set.of("chain", "composite")::contains))
            .orElse("composite")
            .equals("chain");
    List<Transform> read = readTransforms(pipeline);
    pipeline.reportUnknownKeys();
    if (chain) {
      connectChain(read);
    } else {
      connectGraph(read);
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    List<String> order = inOrder();
    if (problems.isEmpty()) {
      new ShapeCheck(problems, transforms, inputs).check(order, pipeline.at());
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    PipelineSpec spec = spec(name, order, options);
    checkSinks(spec);
    return Optional.of(spec);
  }

  private List<Transform> readTransforms(Settings pipeline) {
    List<Yaml> yaml = new ArrayList<>();
    pipeline.value("source").ifPresent(yaml::add);
    if (pipeline.required("transforms", "a list of transforms") instanceof Yaml.Items items) {
      yaml.addAll(items.items());
    } else if (pipeline.has("transforms")) {
      problems.add(pipeline.at("transforms"), "transforms must be a list");
    }
    pipeline.value("sink").ifPresent(yaml::add);
    TransformReader reader = new TransformReader(problems);
    List<Transform> read = new ArrayList<>();
    yaml.forEach(one -> reader.read(one).ifPresent(read::add));
    unread.addAll(reader.unread());
    for (Transform transform : read) {
      if (transforms.putIfAbsent(transform.name(), transform) != null) {
        problems.add(
            transform.at(), "there are two transforms '" + transform.name() + "'; give one a name");
      }
    }
    return read;
  }

  private void connectChain(List<Transform> chain) {
    String previous = null;
    for (Transform transform : chain) {
      transform
          .input()
          .ifPresent(
              input ->
                  problems.add(
                      input.at(), "in a chain each transform takes the one before; drop 'input'"));
      if (previous != null) {
        inputs.put(transform.name(), previous);
      }
      previous = transform.name();
    }
  }

  private void connectGraph(List<Transform> graph) {
    for (Transform transform : graph) {
      if (transform.input().isEmpty()) {
        if (!(transform.kind() instanceof Kind.Source)) {
          problems.add(
              transform.at(), "'" + transform.name() + "' needs 'input': the transform it takes");
        }
        continue;
      }
      Yaml input = transform.input().get();
      if (!(input instanceof Yaml.Scalar word)) {
        problems.add(input.at(), "input must name one transform, not " + input.kind());
      } else if (transforms.containsKey(word.text())) {
        inputs.put(transform.name(), word.text());
      } else if (!unread.contains(word.text())) {
        problems.addUnknown(input.at(), "input", word.text(), transforms.keySet());
      }
    }
  }

  /** The transforms, each after its input; reports those that take one another in a circle. */
  private List<String> inOrder() {
    List<String> order = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String name : transforms.keySet()) {
      List<String> path = new ArrayList<>();
      String at = name;
      while (at != null && !done.contains(at) && !path.contains(at)) {
        path.add(0, at);
        at = inputs.get(at);
      }
      if (path.contains(at)) {
        reportCircle(at, path.subList(0, path.indexOf(at)));
      }
      order.addAll(path);
      done.addAll(path);
    }
    return order;
  }

  private void reportCircle(String name, List<String> others) {
    String through = others.isEmpty() ? "" : ", through " + String.join(", ", others);
    problems.add(transforms.get(name).at(), "'" + name + "' takes its own output" + through);
  }

  private PipelineSpec spec(String name, List<String> order, Map<String, String> options) {
    List<SourceSpec> sources = new ArrayList<>();
    List<StepSpec> steps = new ArrayList<>();
    List<SinkSpec> sinks = new ArrayList<>();
    for (String each : order) {
      Transform transform = transforms.get(each);
      if (transform.kind() instanceof Kind.Source source) {
        sources.add(
            new SourceSpec(each, source.origin(), source.malformedSink(), transform.windowing()));
      } else if (transform.kind() instanceof Kind.Middle step) {
        steps.add(
            new StepSpec(each, step.type(), step.step(), inputs.get(each), transform.windowing()));
      } else if (transform.kind() instanceof Kind.Sink sink) {
        sinks.add(new SinkSpec(each, sink.destination(), inputs.get(each)));
      }
    }
    return new PipelineSpec(name, sources.get(0), steps, sinks, options);
  }

  /** No two outputs may share a directory, or a topic. */
  private void checkSinks(PipelineSpec spec) {
    Set<String> taken = new HashSet<>(Set.of(spec.source().malformedSink()));
    spec.lateSink().ifPresent(taken::add);
    spec.duplicateSink().ifPresent(taken::add);
    for (SinkSpec sink : spec.sinks()) {
      Destination destination = sink.destination();
      if (!taken.add(destination.label())) {
        problems.add(
            transforms.get(sink.name()).at(),
            "another output already goes to '"
                + destination.label()
                + "'; choose another "
                + (destination.directory().isPresent() ? "path" : "topic"));
      }
    }
  }
}
