package dev.tidemark.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML text, keeping positions. */
final class YamlReader {
  private static final Position START = new Position(1, 1);

  private final Problems problems;
  private boolean endless;

  YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The document; empty, with problems, where the text is not YAML or has no content. */
  Optional<Yaml> read(String text) {
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setAllowDuplicateKeys(true).build())
              .composeString(text);
      if (root.isEmpty()) {
        problems.add(START, "the file is empty; it needs a 'pipeline'");
      }
      Optional<Yaml> yaml = root.map(this::convert);
      return endless ? Optional.empty() : yaml;
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark().map(YamlReader::position).orElse(START), e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(START, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private Yaml convert(Node node) {
    Position at = position(node);
    if (node.isRecursive()) {
      problems.add(at, "an anchor cannot be used inside itself");
      endless = true;
      return new Yaml.Scalar(at, "");
    }
    if (node instanceof MappingNode mapping) {
      return convertMapping(at, mapping);
    }
    if (node instanceof SequenceNode sequence) {
      List<Yaml> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(convert(item)));
      return new Yaml.Items(at, items);
    }
    return new Yaml.Scalar(at, ((ScalarNode) node).getValue());
  }

  private Yaml convertMapping(Position at, MappingNode mapping) {
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Position keyAt = position(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(keyAt, "a key must be a word");
        continue;
      }
      Yaml.Entry entry = new Yaml.Entry(keyAt, convert(tuple.getValueNode()));
      if (entries.putIfAbsent(key.getValue(), entry) != null) {
        problems.add(keyAt, "'" + key.getValue() + "' is given twice");
      }
    }
    return new Yaml.Mapping(at, entries);
  }

  private static Position position(Node node) {
    return node.getStartMark().map(YamlReader::position).orElse(START);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
