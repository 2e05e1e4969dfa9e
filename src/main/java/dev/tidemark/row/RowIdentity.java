package dev.tidemark.row;

import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells the rows of a sink apart, by names of fields.
 *
 * @param key which key a row answers
 * @param within which of the key's answers it is, such as the bounds of a window
 * @param finality which of the rows are final
 * @param incidental what depends on how the run went, and is no part of the answer
 */
public record RowIdentity(
    List<String> key, List<String> within, Finality finality, List<String> incidental)
    implements Serializable {

  /** Rows of which nothing is known; each is an answer. */
  public static final RowIdentity UNKNOWN = ofEach(List.of());

  /** Which rows of a stream are final, and which are replaced by later ones. */
  public enum Finality {
    /** No row is replaced. */
    EVERY_ROW,
    /** A later row of the key replaces it. */
    LAST_OF_KEY,
    /** A later row of the key whose window is the same or contains its own replaces it. */
    LAST_OF_WINDOW,
    /** The rows of a key and window have to be added up. */
    SUM_OF_PANES
  }

  public RowIdentity {
    key = List.copyOf(key);
    within = List.copyOf(within);
    incidental = List.copyOf(incidental);
  }

  /** Rows of which each is final. */
  public static RowIdentity ofEach(List<Field> key, String... within) {
    return new RowIdentity(names(key), List.of(within), Finality.EVERY_ROW, List.of());
  }

  /** Rows of which the last of a key is its answer. */
  public static RowIdentity ofLast(List<Field> key) {
    return new RowIdentity(names(key), List.of(), Finality.LAST_OF_KEY, List.of());
  }

  /** The identity of rows made of these one by one, where all of these are final. */
  public RowIdentity ofRowsWith(List<String> fields) {
    return new RowIdentity(
        key.stream().filter(fields::contains).toList(),
        within.stream().filter(fields::contains).toList(),
        Finality.EVERY_ROW,
        incidental.stream().filter(fields::contains).toList());
  }

  /** The fields that name a row. */
  public List<String> names() {
    return Stream.concat(within.stream(), key.stream()).toList();
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }
}
