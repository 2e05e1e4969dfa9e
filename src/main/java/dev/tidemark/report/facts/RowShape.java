package dev.tidemark.report.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the fields of a sink's rows are for when they are drawn, by their names and values: no
 * schema is known here. A row with a start and an end is a bar, one with another instant a mark.
 *
 * @param columns all fields, in the order of their first sight
 * @param start the instant that a bar begins at
 * @param end the instant that it ends at
 * @param at the instant of a mark
 * @param lane the first field that holds a text: whose row it is
 * @param kind what colours a bar: a list or a map of texts, or the second text
 * @param value the first number, a count if there is one
 */
public record RowShape(
    List<String> columns,
    Optional<String> start,
    Optional<String> end,
    Optional<String> at,
    Optional<String> lane,
    Optional<String> kind,
    Optional<String> value,
    boolean hasPanes) {
  private static final Pattern INSTANT =
      Pattern.compile("-?[0-9]{4,10}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9.]+)?Z");

  /** How the names of the two ends of a span differ. */
  private static final Map<String, String> ENDS = ends();

  private static final int MOST_COLUMNS = 60;

  private static Map<String, String> ends() {
    Map<String, String> ends = new LinkedHashMap<>();
    ends.put("start", "end");
    ends.put("begin", "end");
    ends.put("from", "to");
    ends.put("started", "ended");
    ends.put("began", "ended");
    ends.put("first", "last");
    return ends;
  }

  /** The shape of some rows; later ones may lack fields. */
  static RowShape of(List<JsonNode> rows) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      for (Iterator<Map.Entry<String, JsonNode>> fields = row.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (kinds.containsKey(field.getKey()) || kinds.size() < MOST_COLUMNS) {
          kinds.merge(field.getKey(), Kind.of(field.getValue()), Kind::and);
        }
      }
    }
    List<String> instants = named(kinds, Kind.INSTANT);
    List<String> texts = named(kinds, Kind.TEXT);
    List<String> numbers = named(kinds, Kind.NUMBER);
    Optional<String> start =
        instants.stream().filter(it -> end(it, instants).isPresent()).findFirst();
    Optional<String> end = start.flatMap(it -> end(it, instants));
    return new RowShape(
        List.copyOf(kinds.keySet()),
        start,
        end,
        start.isPresent() || instants.isEmpty()
            ? Optional.empty()
            : Optional.of(instants.get(instants.size() - 1)),
        texts.stream().findFirst(),
        named(kinds, Kind.SEVERAL).stream()
            .findFirst()
            .or(() -> texts.stream().skip(1).findFirst()),
        numbers.stream().filter("count"::equals).findFirst().or(() -> numbers.stream().findFirst()),
        kinds.get("pane") == Kind.OBJECT);
  }

  /** The field that ends what another begins: {@code window_end} for {@code window_start}. */
  private static Optional<String> end(String start, List<String> instants) {
    for (Map.Entry<String, String> ends : ENDS.entrySet()) {
      int at = start.indexOf(ends.getKey());
      if (at >= 0) {
        String end =
            start.substring(0, at) + ends.getValue() + start.substring(at + ends.getKey().length());
        if (instants.contains(end)) {
          return Optional.of(end);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> named(Map<String, Kind> kinds, Kind kind) {
    List<String> names = new ArrayList<>();
    kinds.forEach(
        (name, its) -> {
          if (its == kind) {
            names.add(name);
          }
        });
    return names;
  }

  boolean isTimed() {
    return start.isPresent() || at.isPresent();
  }

  /** What is drawn of a row; empty if it lacks what the others have. */
  Optional<ResultRow> read(JsonNode row) {
    Optional<Long> from = millis(row, start.or(() -> at));
    Optional<Long> to = end.isPresent() ? millis(row, end) : from;
    if (isTimed() && (from.isEmpty() || to.isEmpty())) {
      return Optional.empty();
    }
    JsonNode pane = row.path("pane");
    return Optional.of(
        new ResultRow(
            lane.map(name -> text(row.path(name))).orElse(""),
            from.orElse(0L),
            Math.max(from.orElse(0L), to.orElse(0L)),
            kind.map(name -> kinds(row.path(name))).orElse(List.of()),
            value.map(name -> row.path(name).asDouble()).orElse(Double.NaN),
            hasPanes ? text(pane.path("timing")) : "",
            pane.path("index").asLong()));
  }

  private static Optional<Long> millis(JsonNode row, Optional<String> field) {
    return field
        .map(name -> row.path(name).asText())
        .flatMap(Json::instant)
        .map(Instant::toEpochMilli);
  }

  private static String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? "\u2013" : shortened(value.asText());
  }

  private static List<String> kinds(JsonNode value) {
    List<String> kinds = new ArrayList<>();
    if (value.isArray()) {
      for (int i = 0; i < Math.min(value.size(), 8); i++) {
        kinds.add(text(value.get(i)));
      }
    } else if (value.isObject()) {
      value.fieldNames().forEachRemaining(name -> kinds.add(shortened(name)));
    } else {
      kinds.add(text(value));
    }
    return kinds.size() > 8 ? List.copyOf(kinds.subList(0, 8)) : List.copyOf(kinds);
  }

  /** A name that can be seen; those that are longer are not told apart. */
  private static String shortened(String name) {
    if (name.isEmpty()) {
      return "(empty)";
    }
    return name.length() <= 200 ? name : name.substring(0, 200) + "\u2026";
  }

  private enum Kind {
    ABSENT,
    INSTANT,
    TEXT,
    NUMBER,
    SEVERAL,
    OBJECT,
    OTHER;

    static Kind of(JsonNode value) {
      if (value.isNull()) {
        return ABSENT;
      }
      if (value.isTextual()) {
        return INSTANT.matches(value.asText()) ? INSTANT : TEXT;
      }
      if (value.isNumber()) {
        return NUMBER;
      }
      if (value.isArray()) {
        return isAll(value, JsonNode::isTextual) ? SEVERAL : OTHER;
      }
      if (value.isObject()) {
        return value.size() > 0 && isAll(value, JsonNode::isNumber) ? SEVERAL : OBJECT;
      }
      return OTHER;
    }

    private static boolean isAll(JsonNode values, java.util.function.Predicate<JsonNode> test) {
      for (JsonNode value : values) {
        if (!test.test(value) && !value.isNull()) {
          return false;
        }
      }
      return true;
    }

    private boolean matches(String text) {
      return this == INSTANT && RowShape.INSTANT.matcher(text).matches();
    }

    /** What a field is whose values differ. */
    Kind and(Kind other) {
      if (this == other || other == ABSENT) {
        return this;
      }
      if (this == ABSENT) {
        return other;
      }
      return (this == TEXT && other == INSTANT) || (this == INSTANT && other == TEXT)
          ? TEXT
          : OTHER;
    }
  }
}
