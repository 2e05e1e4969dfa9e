package dev.tidemark.infer;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidemark.infer.FieldSample.Kind;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A {@code schema} for a pipeline file, with what is uncertain of it as comments. */
public final class SchemaProposal {
  /** As many as a schema may have. */
  private static final int MAX_FIELDS = 1_000;

  private final SchemaSample sample;
  private final List<Proposed> proposed = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /** A field as it is proposed. */
  private record Proposed(String name, FieldSample field, Kind kind, Unit unit) {
    boolean isInstant() {
      return kind == Kind.INSTANT || unit != Unit.NONE;
    }
  }

  private SchemaProposal(SchemaSample sample) {
    this.sample = sample;
  }

  /** The lines of the proposal, which are valid YAML. */
  public static List<String> of(SchemaSample sample) {
    SchemaProposal proposal = new SchemaProposal(sample);
    proposal.propose();
    return proposal.lines();
  }

  private void propose() {
    Set<String> names = new HashSet<>();
    for (FieldSample field : sample.fields()) {
      Optional<Kind> kind = mostly(field);
      if (kind.isEmpty()) {
        leftOut.add(place(field) + ": " + reasonLeftOut(field));
      } else if (field.path().stream().anyMatch(String::isBlank)) {
        leftOut.add(place(field) + ": a name is blank");
      } else if (holdsAnother(field)) {
        leftOut.add(place(field) + ": " + kind.get().label() + " here, an object there");
      } else if (proposed.size() == MAX_FIELDS) {
        leftOut.add(place(field) + ": beyond the %,d fields of a schema".formatted(MAX_FIELDS));
      } else {
        proposed.add(new Proposed(name(field, names), field, kind.get(), unit(field, kind.get())));
      }
    }
  }

  /** What most of its values are, if a field can be that. */
  private static Optional<Kind> mostly(FieldSample field) {
    long wholes = field.count(Kind.WHOLE);
    long reals = field.count(Kind.REAL);
    if (wholes > 0 && reals > 0 && 2 * (wholes + reals) >= field.values()) {
      // Most numbers may lack a fraction by chance; an instant that counts ms, say, never has one.
      boolean isWhole = field.unit().isPresent() && FieldSample.isNearlyAll(wholes, wholes + reals);
      return Optional.of(isWhole ? Kind.WHOLE : Kind.REAL);
    }
    if (field.count(Kind.INSTANT) > 0 && field.count(Kind.TEXT) > 0) {
      // Such a field may be an instant that is sometimes wrong, or any text.
      boolean isMostlyInstant = field.count(Kind.INSTANT) >= 10 * field.count(Kind.TEXT);
      return Optional.of(isMostlyInstant ? Kind.INSTANT : Kind.TEXT);
    }
    return most(field);
  }

  private static Optional<Kind> most(FieldSample field) {
    return field.kinds().stream()
        .max(Comparator.comparingLong(field::count).thenComparing(Comparator.naturalOrder()))
        .filter(kind -> kind != Kind.LIST && kind != Kind.OBJECT && kind != Kind.TOO_LARGE);
  }

  private static String reasonLeftOut(FieldSample field) {
    return field.kinds().isEmpty()
        ? "always null"
        : field.count(Kind.LIST) > 0
            ? "a list, such as " + field.example(Kind.LIST)
            : field.count(Kind.OBJECT) > 0
                ? "an object without fields, or with fields too deep inside it"
                : "whole numbers beyond 64 bits";
  }

  /** Whether other fields lie inside this one. */
  private boolean holdsAnother(FieldSample field) {
    int depth = field.path().size();
    return sample.fields().stream()
        .anyMatch(
            other ->
                other.path().size() > depth
                    && other.path().subList(0, depth).equals(field.path())
                    && mostly(other).isPresent());
  }

  private static String name(FieldSample field, Set<String> names) {
    List<String> path = field.path();
    String name = path.get(path.size() - 1);
    for (int i = path.size() - 2; i >= 0 && names.contains(name); i--) {
      name = path.get(i) + "_" + name;
    }
    while (!names.add(name)) {
      name += "_";
    }
    return name;
  }

  private static Unit unit(FieldSample field, Kind kind) {
    return kind == Kind.WHOLE || kind == Kind.REAL ? field.unit().orElse(Unit.NONE) : Unit.NONE;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, "# From %,d lines", sample.objects())
            + (sample.others() > 0
                ? String.format(Locale.ROOT, " (malformed: %,d)", sample.others())
                : "")
            + ". Check what the comments say.");
    delimiter(lines);
    lines.add("schema:");
    lines.add("  type: object");
    lines.add("  properties:");
    proposed.forEach(field -> lines.add("    " + property(field)));
    leftOut.forEach(reason -> lines.add("    # left out: " + reason));
    List<String> required =
        proposed.stream()
            .filter(this::isInEveryLine)
            .map(Proposed::name)
            .map(SchemaProposal::word)
            .toList();
    if (!required.isEmpty()) {
      lines.add("  required: [" + String.join(", ", required) + "]");
    }
    arrival(lines);
    identity(lines);
    return lines;
  }

  /** A source reads files of one delimiter: that of the first. */
  private void delimiter(List<String> lines) {
    List<Map.Entry<Character, String>> all = List.copyOf(sample.delimiters().entrySet());
    for (Map.Entry<Character, String> other : all.subList(Math.min(1, all.size()), all.size())) {
      lines.add(
          "# %s has the delimiter %s, unlike %s; a source reads files of one delimiter"
              .formatted(
                  quoted(other.getValue()),
                  quoted(String.valueOf(other.getKey())),
                  quoted(all.get(0).getValue())));
    }
    if (!all.isEmpty() && all.get(0).getKey() != ',') {
      lines.add("delimiter: " + word(String.valueOf(all.get(0).getKey())));
    }
  }

  private boolean isInEveryLine(Proposed field) {
    return field.field().values() == sample.objects();
  }

  private String property(Proposed field) {
    StringBuilder text = new StringBuilder(word(field.name()));
    text.append(": {type: ").append(type(field.kind()));
    if (field.kind() == Kind.INSTANT) {
      text.append(", format: date-time");
    } else if (field.unit() != Unit.NONE) {
      text.append(", unit: ").append(field.unit().label());
    }
    List<String> path = field.field().path();
    if (!path.equals(List.of(field.name()))) {
      boolean isPlain = path.stream().allMatch(name -> name.matches("\\w+"));
      text.append(", from: ")
          .append(
              isPlain
                  ? String.join(".", path)
                  : "["
                      + String.join(", ", path.stream().map(SchemaProposal::word).toList())
                      + "]");
    }
    text.append('}');
    List<String> doubts = doubts(field);
    return doubts.isEmpty() ? text.toString() : text + " # " + String.join("; ", doubts);
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> "boolean";
      case WHOLE -> "integer";
      case REAL -> "number";
      default -> "string";
    };
  }

  private List<String> doubts(Proposed field) {
    List<String> doubts = new ArrayList<>();
    FieldSample seen = field.field();
    if (field.unit() != Unit.NONE) {
      doubts.add(
          "taken for an instant, such as "
              + Instants.decimal(seen.example(field.kind()), field.unit()).stream()
                  .mapToObj(Instants::text)
                  .findFirst()
                  .orElse("none")
              + "; if it is a number, delete the unit");
    }
    for (Kind kind : Kind.values()) {
      boolean isExpected =
          kind == field.kind()
              || (kind == Kind.WHOLE && field.kind() == Kind.REAL)
              || (kind == Kind.INSTANT && field.kind() == Kind.TEXT);
      if (kind != Kind.NULL && !isExpected && seen.count(kind) > 0) {
        boolean isHeld = field.kind() == Kind.TEXT && sample.hasCsv();
        doubts.add(
            "%s %s in %s, such as %s"
                .formatted(
                    isHeld ? "also" : "malformed by it:",
                    kind.label(),
                    of(seen.count(kind)),
                    seen.example(kind)));
      }
    }
    if (field.kind() == Kind.TEXT && seen.count(Kind.INSTANT) > 0) {
      doubts.add("a date and time in " + of(seen.count(Kind.INSTANT)));
    }
    if (!isInEveryLine(field)) {
      doubts.add("absent in " + of(sample.objects() - seen.values()));
    }
    return doubts;
  }

  /** The instant that comes last may be the arrival. */
  private void arrival(List<String> lines) {
    List<String> instants =
        proposed.stream()
            .filter(Proposed::isInstant)
            .map(Proposed::name)
            .map(SchemaProposal::word)
            .toList();
    if (instants.isEmpty()) {
      lines.add("# No field is an instant, and AssignTimestamps needs one.");
    } else if (instants.size() == 1) {
      lines.add(
          "# One instant only: if it says when a reading happened, give no arrival_time; nothing is"
              + " late in files then.");
    } else {
      lines.add(
          "# arrival_time: %s # the one of %s that says when a reading arrived; without it, nothing is late in files"
              .formatted(instants.get(instants.size() - 1), String.join(", ", instants)));
    }
  }

  /** Names that come again say whose a reading is. */
  private void identity(List<String> lines) {
    List<String> names =
        proposed.stream()
            .filter(
                field ->
                    field.kind() == Kind.TEXT
                        && FieldSample.isNearlyAll(field.field().values(), sample.objects())
                        && 2L * field.field().differentTexts() <= sample.objects())
            .map(Proposed::name)
            .map(SchemaProposal::word)
            .toList();
    if (!names.isEmpty()) {
      lines.add(
          "# identity: [%s] # those that name a sensor, then what counts its readings"
              .formatted(String.join(", ", names)));
    }
  }

  private static String place(FieldSample field) {
    return String.join(".", field.path().stream().map(SchemaProposal::word).toList());
  }

  /** A name as YAML has it: in JSON's quotes where it is not plain. */
  private static String word(String name) {
    return name.matches("[A-Za-z_]\\w*") ? name : quoted(name);
  }

  /** In JSON's quotes, so that it stays on its line. */
  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  private String of(long lines) {
    return String.format(Locale.ROOT, "%,d of %,d lines", lines, sample.objects());
  }
}
