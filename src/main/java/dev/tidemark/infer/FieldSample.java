package dev.tidemark.infer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a sample holds at one place of its lines. */
final class FieldSample {
  /** So many different texts are remembered: enough to tell names from free text. */
  private static final int MAX_TEXTS = 1_000;

  private static final int MAX_QUOTED = 30;
  private static final double YEAR_2000 = 946_684_800;
  private static final double YEAR_2100 = 4_102_444_800.0;

  private final List<String> path;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, String> examples = new EnumMap<>(Kind.class);
  private final Set<String> texts = new HashSet<>();
  private final Map<Unit, Long> instants = new EnumMap<>(Unit.class);
  private long numbers;

  /** What a value may be. */
  enum Kind {
    NULL("null"),
    BOOLEAN("true or false"),
    /** Of 64 bits. */
    WHOLE("a whole number"),
    REAL("a number with a fraction or an exponent"),
    TOO_LARGE("a whole number beyond 64 bits"),
    INSTANT("a date and time"),
    TEXT("a text"),
    LIST("a list"),
    OBJECT("an object");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    private static Kind of(JsonNode value) {
      return switch (value.getNodeType()) {
        case BOOLEAN -> BOOLEAN;
        case NUMBER ->
            !value.isIntegralNumber() ? REAL : value.canConvertToLong() ? WHOLE : TOO_LARGE;
        case STRING -> isInstant(value.textValue()) ? INSTANT : TEXT;
        case ARRAY -> LIST;
        case OBJECT -> OBJECT;
        default -> NULL;
      };
    }

    private static boolean isInstant(String text) {
      try {
        return Instants.iso(text).isPresent();
      } catch (DateTimeException e) {
        return false;
      }
    }
  }

  FieldSample(List<String> path) {
    this.path = path;
  }

  void add(JsonNode value) {
    Kind kind = Kind.of(value);
    counts.merge(kind, 1L, Long::sum);
    examples.putIfAbsent(kind, shortened(value.toString()));
    if (value.isNumber()) {
      numbers++;
      unit(value.doubleValue()).ifPresent(unit -> instants.merge(unit, 1L, Long::sum));
    } else if (value.isTextual() && texts.size() < MAX_TEXTS) {
      texts.add(value.textValue());
    }
  }

  /** The names of the objects that hold it, then its own. */
  List<String> path() {
    return path;
  }

  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** In how many lines it has a value. */
  long values() {
    return counts.values().stream().mapToLong(Long::longValue).sum() - count(Kind.NULL);
  }

  /** One of its values of a kind, as JSON; it has one. */
  String example(Kind kind) {
    return examples.get(kind);
  }

  /** How many different texts there are, of the first thousand. */
  int differentTexts() {
    return texts.size();
  }

  /** The kinds of its values, without null. */
  Set<Kind> kinds() {
    Set<Kind> kinds = new HashSet<>(counts.keySet());
    kinds.remove(Kind.NULL);
    return kinds;
  }

  /** What its numbers count since 1970, if nearly all of them are of this century by it. */
  Optional<Unit> unit() {
    return instants.keySet().stream()
        .filter(unit -> isNearlyAll(instants.get(unit), numbers))
        .findFirst();
  }

  /** Whether so few are otherwise that they are mistakes. */
  static boolean isNearlyAll(long some, long all) {
    return some * 100 >= all * 99;
  }

  private static Optional<Unit> unit(double number) {
    return Arrays.stream(Unit.values())
        .filter(unit -> unit != Unit.NONE)
        .filter(
            unit -> {
              double seconds = number * unit.nanos() / Unit.SECONDS.nanos();
              return seconds >= YEAR_2000 && seconds <= YEAR_2100;
            })
        .findFirst();
  }

  private static String shortened(String json) {
    int end =
        json.offsetByCodePoints(0, Math.min(MAX_QUOTED, json.codePointCount(0, json.length())));
    return end == json.length() ? json : json.substring(0, end) + "...";
  }
}
