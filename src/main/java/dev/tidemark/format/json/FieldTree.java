package dev.tidemark.format.json;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names in an object of a line: each is that of a field, or of an object that holds fields. */
public final class FieldTree {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** What a name stands for. */
  public sealed interface Entry {}

  /** A field. */
  public record Leaf(Field field) implements Entry {}

  /** An object that holds fields. */
  public record Branch(FieldTree tree) implements Entry {}

  private FieldTree() {}

  /** The names in a whole line. */
  public static FieldTree of(ReadingSchema schema) {
    FieldTree root = new FieldTree();
    schema.fields().forEach(field -> root.add(field, field.path()));
    return root;
  }

  /** What the names in this object stand for, in the order in which the schema has them. */
  public Map<String, Entry> entries() {
    return entries;
  }

  /** The fields in this object and in those inside it. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry instanceof Leaf leaf) {
        fields.add(leaf.field());
      } else if (entry instanceof Branch branch) {
        fields.addAll(branch.tree().fields());
      }
    }
    return fields;
  }

  private void add(Field field, List<String> path) {
    if (path.size() == 1) {
      entries.put(path.get(0), new Leaf(field));
      return;
    }
    Branch inside =
        (Branch) entries.computeIfAbsent(path.get(0), name -> new Branch(new FieldTree()));
    inside.tree().add(field, path.subList(1, path.size()));
  }
}
