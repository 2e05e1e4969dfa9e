package dev.tidemark.report;

import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Svg;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.facts.SummaryFacts.Transform;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The pipeline as a graph from its source down to its sinks, with counts on the edges. */
final class GraphView {
  private static final double NODE_WIDTH = 200;
  private static final double NODE_HEIGHT = 46;
  private static final double LAYER = 96;
  private static final double MOST_ACROSS = 4;

  private final Map<String, Transform> transforms = new LinkedHashMap<>();
  private final Optional<ManifestFacts> manifest;
  private final Map<String, Integer> layers = new HashMap<>();
  private final Map<String, double[]> places = new HashMap<>();

  private GraphView(List<Transform> transforms, Optional<ManifestFacts> manifest) {
    transforms.forEach(transform -> this.transforms.putIfAbsent(transform.name(), transform));
    this.manifest = manifest;
  }

  static Chapter of(SummaryFacts summary, View view) {
    List<Transform> shown = summary.transforms().stream().limit(view.detail().names()).toList();
    List<Tag> content = new ArrayList<>();
    if (shown.isEmpty()) {
      content.add(Chapter.prose("The graph of this pipeline was not recorded."));
    } else {
      content.add(
          Chapter.prose(
              "Readings go down. The number on an edge is what the step below it read, or the rows"
                  + " that a sink was given."));
      content.add(
          Tag.of("figure")
              .add(
                  Tag.of("div")
                      .in("scroll picture graph")
                      .with("tabindex", 0)
                      .add(new GraphView(shown, view.run().manifest()).picture())));
      if (shown.size() < summary.transforms().size()) {
        content.add(
            Chapter.note(
                Words.counted(
                        summary.transforms().size() - shown.size(),
                        "more transform is",
                        "more transforms are")
                    + " not drawn."));
      }
    }
    return new Chapter("graph", "The pipeline", content);
  }

  private Tag picture() {
    Map<Integer, List<Transform>> rows = new LinkedHashMap<>();
    int deepest = 0;
    for (Transform transform : transforms.values()) {
      int layer = layer(transform, transforms.size());
      deepest = Math.max(deepest, layer);
      rows.computeIfAbsent(layer, it -> new ArrayList<>()).add(transform);
    }
    int widest = rows.values().stream().mapToInt(List::size).max().orElse(1);
    double nodeWidth = Math.min(NODE_WIDTH, Svg.WIDTH / Math.max(MOST_ACROSS, widest) - 16);
    for (int layer = 0; layer <= deepest; layer++) {
      place(rows.getOrDefault(layer, List.of()), layer, nodeWidth);
    }
    Tag svg = Svg.picture(LAYER * deepest + NODE_HEIGHT + 8, "The graph of the pipeline");
    Tag edges = Tag.of("g").in("edges");
    Tag nodes = Tag.of("g").in("nodes");
    for (Transform transform : transforms.values()) {
      for (String input : transform.inputs()) {
        if (places.containsKey(input)) {
          edge(input, transform, edges);
        }
      }
      nodes.add(node(transform, nodeWidth));
    }
    return svg.add(edges, nodes);
  }

  /** The longest way from a source; a cycle, which no pipeline has, ends at some depth. */
  private int layer(Transform transform, int most) {
    Integer known = layers.get(transform.name());
    if (known != null || most == 0) {
      return known == null ? 0 : known;
    }
    int layer = 0;
    for (String input : transform.inputs()) {
      if (transforms.containsKey(input)) {
        layer = Math.max(layer, layer(transforms.get(input), most - 1) + 1);
      }
    }
    layers.put(transform.name(), layer);
    return layer;
  }

  /** Puts a row below its inputs as far as there is room. */
  private void place(List<Transform> row, int layer, double nodeWidth) {
    double apart = nodeWidth + 16;
    List<Transform> ordered = new ArrayList<>(row);
    ordered.sort((one, other) -> Double.compare(wanted(one), wanted(other)));
    double[] x = new double[ordered.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = wanted(ordered.get(i));
    }
    // Neighbours push one another apart, then the row into the picture.
    for (int round = 0; round < 100; round++) {
      for (int i = 1; i < x.length; i++) {
        double missing = apart - (x[i] - x[i - 1]);
        if (missing > 0) {
          x[i - 1] -= missing / 2;
          x[i] += missing / 2;
        }
      }
    }
    double least = apart / 2;
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(x[i], least);
      least = x[i] + apart;
    }
    double most = Svg.WIDTH - apart / 2;
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] = Math.min(x[i], most);
      most = x[i] - apart;
      places.put(ordered.get(i).name(), new double[] {x[i], 2 + LAYER * layer});
    }
  }

  private double wanted(Transform transform) {
    return transform.inputs().stream()
        .filter(places::containsKey)
        .mapToDouble(input -> places.get(input)[0])
        .average()
        .orElse(Svg.WIDTH / 2.0);
  }

  private static Tag node(Transform transform, double[] at, double width) {
    int letters = (int) (width / 8.5);
    Tag node = Tag.of("g");
    node.add(
        Tag.of(
            "title",
            Words.cut(
                transform.name()
                    + " ("
                    + transform.type()
                    + ")"
                    + (transform.settings().isEmpty() ? "" : "\n" + transform.settings()),
                300)));
    node.add(Svg.rect("node", at[0] - width / 2, at[1], width, NODE_HEIGHT).with("rx", 6));
    node.add(Svg.text(Words.cut(transform.name(), letters), at[0], at[1] + 20, "middle"));
    return node.add(
        Svg.text(Words.cut(transform.type(), letters), at[0], at[1] + 37, "middle").in("soft"));
  }

  private Tag node(Transform transform, double width) {
    return node(transform, places.get(transform.name()), width);
  }

  private void edge(String input, Transform to, Tag edges) {
    double[] from = places.get(input);
    double[] at = places.get(to.name());
    double top = from[1] + NODE_HEIGHT;
    double middle = (top + at[1]) / 2;
    edges.add(
        Tag.of("path")
            .with(
                "d",
                "M%s %sC%s %s %s %s %s %s"
                    .formatted(
                        Svg.at(from[0]),
                        Svg.at(top),
                        Svg.at(from[0]),
                        Svg.at(middle),
                        Svg.at(at[0]),
                        Svg.at(middle),
                        Svg.at(at[0]),
                        Svg.at(at[1]))));
    OptionalLong count = count(input, to);
    if (count.isPresent()) {
      edges.add(
          Svg.text(
                  Words.number(count.getAsLong()),
                  at[0] + (from[0] > at[0] ? -7 : 7),
                  at[1] - 12,
                  from[0] > at[0] ? "end" : "start")
              .in("halo"));
    }
  }

  /** What went along an edge: into a sink, into a step that counts, or out of the step above. */
  private OptionalLong count(String input, Transform to) {
    if (manifest.isEmpty()) {
      return OptionalLong.empty();
    }
    Long rows = manifest.get().outputs().get(to.sink());
    if (rows != null) {
      return OptionalLong.of(rows);
    }
    StepCounts counts = manifest.get().steps().get(to.name());
    if (counts != null && to.inputs().size() == 1) {
      return OptionalLong.of(counts.read());
    }
    StepCounts above = manifest.get().steps().get(input);
    return above == null || !to.sink().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(above.passed());
  }
}
