package dev.tidemark.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML text and keeps positions. What it reads is bounded: what an alias stands for counts
 * each time, so that a small text cannot expand to a huge one.
 */
public final class YamlReader {
  /** How deep mappings and lists may be nested: each level takes stack. */
  public static final int MAX_DEPTH = 50;

  /** How many values, lists and mappings a file may hold, counting what aliases stand for. */
  static final int MAX_NODES = 50_000;

  /** How large a file may be: room for a list of some hundred thousand devices. */
  public static final int MAX_BYTES = 8 << 20;

  private static final Position START = new Position(1, 1);

  private final Problems problems;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private String text = "";
  private Size read = new Size(0, 0);

  /** What an anchor names; empty until it has been read. */
  private record Anchored(Optional<Yaml> yaml, Position at, Size size) {}

  private record Size(long nodes, long characters) {
    Size plus(Size other) {
      return new Size(nodes + other.nodes, characters + other.characters);
    }

    Size minus(Size other) {
      return new Size(nodes - other.nodes, characters - other.characters);
    }
  }

  public YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The document; empty, with problems, where the text is not YAML or has no content. */
  public Optional<Yaml> read(String yaml) {
    text = yaml;
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_BYTES)
            // The whole text: snakeyaml fails on a surrogate pair that spans two buffers.
            .setBufferSize(yaml.length() + 2)
            .build();
    try {
      return document(new Parse(settings).parseString(yaml).iterator());
    } catch (YamlException e) {
      problems.add(e.at(), e.getMessage());
    } catch (MarkedYamlEngineException e) {
      problems.add(
          e.getProblemMark().or(e::getContextMark).map(YamlReader::position).orElse(START),
          YamlFault.of(e).message());
    } catch (YamlEngineException e) {
      problems.add(START, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<Yaml> document(Iterator<Event> events) throws YamlException {
    expect(Event.ID.StreamStart, events);
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      problems.add(START, "the file is empty");
      return Optional.empty();
    }
    Yaml root = node(events.next(), events, 0);
    expect(Event.ID.DocumentEnd, events);
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new YamlException(position(end), "a second document begins here; a file holds one");
    }
    return Optional.of(root);
  }

  private static void expect(Event.ID id, Iterator<Event> events) throws YamlException {
    Event event = events.next();
    if (event.getEventId() != id) {
      throw new YamlException(position(event), "expected " + id + ", found " + event.getEventId());
    }
  }

  private Yaml node(Event event, Iterator<Event> events, int depth) throws YamlException {
    Position at = position(event);
    if (event instanceof AliasEvent alias) {
      return aliased(alias.getAlias(), at);
    }
    if (!(event instanceof NodeEvent node)) {
      throw new YamlException(at, "unexpected " + event.getEventId());
    }
    Size before = read;
    node.getAnchor()
        .ifPresent(name -> anchors.put(name, new Anchored(Optional.empty(), at, before)));
    Yaml yaml = content(node, at, events, depth);
    Size size = read.minus(before);
    node.getAnchor()
        .ifPresent(name -> anchors.put(name, new Anchored(Optional.of(yaml), at, size)));
    return yaml;
  }

  private Yaml content(NodeEvent event, Position at, Iterator<Event> events, int depth)
      throws YamlException {
    if (event instanceof ScalarEvent scalar) {
      count(new Size(1, scalar.getValue().length()), at);
      return scalar(scalar, at);
    }
    count(new Size(1, 0), at);
    return event.getEventId() == Event.ID.MappingStart
        ? mapping(at, events, inside(depth, at))
        : items(at, events, inside(depth, at));
  }

  private Yaml.Scalar scalar(ScalarEvent event, Position at) {
    int index = event.getStartMark().map(Mark::getIndex).orElse(0);
    return new Yaml.Scalar(
        at,
        event.getValue(),
        Optional.of(new ScalarSource(text, index, at, event.getScalarStyle())));
  }

  private Yaml.Items items(Position at, Iterator<Event> events, int depth) throws YamlException {
    List<Yaml> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, events, depth));
      event = events.next();
    }
    return new Yaml.Items(at, items);
  }

  private Yaml.Mapping mapping(Position at, Iterator<Event> events, int depth)
      throws YamlException {
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      Yaml key = node(event, events, depth);
      Position keyAt = position(event);
      Yaml.Entry entry = new Yaml.Entry(keyAt, node(events.next(), events, depth));
      if (!(key instanceof Yaml.Scalar word)) {
        problems.add(keyAt, "a key must be a word");
      } else if (entries.putIfAbsent(word.text(), entry) != null) {
        problems.add(keyAt, Excerpt.quotedKey(word.text()) + " is given twice");
      }
      event = events.next();
    }
    return new Yaml.Mapping(at, entries);
  }

  private Yaml aliased(Anchor name, Position at) throws YamlException {
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new YamlException(
          at, "no such anchor comes before this; a text that begins with '*' needs quotes");
    }
    if (anchored.yaml().isEmpty()) {
      throw new YamlException(anchored.at(), "an anchor cannot be used inside itself");
    }
    count(anchored.size(), at);
    return anchored.yaml().get();
  }

  private void count(Size more, Position at) throws YamlException {
    read = read.plus(more);
    if (read.nodes() > MAX_NODES) {
      throw new YamlException(
          at, "the file holds more than %,d values, aliases included".formatted(MAX_NODES));
    }
    if (read.characters() > MAX_BYTES) {
      throw new YamlException(
          at, "the file holds more than %,d characters, aliases included".formatted(MAX_BYTES));
    }
  }

  private static int inside(int depth, Position at) throws YamlException {
    if (depth == MAX_DEPTH) {
      throw new YamlException(at, "lists and mappings are nested more than " + MAX_DEPTH + " deep");
    }
    return depth + 1;
  }

  private static Position position(Event event) {
    return event.getStartMark().map(YamlReader::position).orElse(START);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
