package dev.tidemark.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.row.RowIdentity;
import java.util.List;

/**
 * A row as it is compared.
 *
 * @param key canonical JSON of the key that it answers
 * @param within canonical JSON of which of the key's answers it is
 * @param content canonical JSON of its other fields, without what is incidental
 */
record Answer(String key, String within, String content) {

  /**
   * A row, told apart as its sink says. A row without a name is its own name.
   *
   * @param form how values are written
   */
  static Answer of(ObjectNode row, RowIdentity identity, CanonicalJson form) {
    row.remove(identity.incidental());
    ObjectNode key = take(row, identity.key());
    ObjectNode within = take(row, identity.within());
    if (identity.names().isEmpty() && identity.finality() == RowIdentity.Finality.EVERY_ROW) {
      return new Answer(form.text(row), "{}", "{}");
    }
    return new Answer(form.textInOrder(key), form.textInOrder(within), form.text(row));
  }

  private static ObjectNode take(ObjectNode row, List<String> names) {
    ObjectNode taken = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      JsonNode value = row.remove(name);
      if (value != null) {
        taken.set(name, value);
      }
    }
    return taken;
  }

  /** What names the row: bounds of its window first, as in rows. */
  String name() {
    return joined(within, key);
  }

  /** What rows have in common that may replace each other. */
  String group(RowIdentity.Finality finality) {
    return switch (finality) {
      case EVERY_ROW, SUM_OF_PANES -> name();
      case LAST_OF_KEY, LAST_OF_WINDOW -> key;
    };
  }

  /** All of the row that is compared. */
  String row() {
    return joined(name(), content);
  }

  private static String joined(String object, String other) {
    if (object.equals("{}") || other.equals("{}")) {
      return object.equals("{}") ? other : object;
    }
    return object.substring(0, object.length() - 1) + "," + other.substring(1);
  }
}
