package dev.tidemark.pipeline.settings;

import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a {@code MapToFields}, of readings or of rows.
 *
 * @param kept the names of the fields that stay as they are
 * @param added the new fields, each with what computes it; empty where that is wrong
 */
public record MappingSettings<E>(List<String> kept, Map<String, Optional<E>> added) {
  /** Reads an expression that stands under a key. */
  @FunctionalInterface
  public interface ExpressionReader<E> {
    Optional<E> read(Settings settings, String key);
  }

  /**
   * Reads a {@code config}, reporting what is wrong.
   *
   * @param owner what has the fields, in the plural
   * @param given the names of the fields that may stay
   * @param droppable the names of the fields that may be dropped
   */
  public static <E> MappingSettings<E> read(
      Settings config,
      String owner,
      List<String> given,
      List<String> droppable,
      ExpressionReader<E> reader) {
    config.onlySql();
    boolean append = config.flag("append");
    List<String> dropped = dropped(config, droppable);
    if (!append) {
      config.refuse(
          "drop", "without append: true only the fields under 'fields' remain; leave 'drop' out");
    }
    if (dropped.isEmpty()) {
      config.required("fields", "the fields of the new " + owner + ", each with its expression");
    }
    List<String> kept =
        append ? given.stream().filter(name -> !dropped.contains(name)).toList() : List.of();
    Map<String, Optional<E>> added = new LinkedHashMap<>();
    Settings fields = config.nested("fields");
    for (String name : fields.entries().keySet()) {
      if (kept.contains(name)) {
        fields
            .problems()
            .add(
                fields.at(name),
                "'%s' is a field already; list it under 'drop' to replace it".formatted(name));
      }
      added.put(name, expression(fields, name, reader));
    }
    if (kept.isEmpty() && added.isEmpty() && config.has("fields") && fields.demanding()) {
      config.problems().add(config.at("fields"), owner + " need a field");
    }
    if (kept.isEmpty() && !dropped.isEmpty() && !config.has("fields")) {
      config.problems().add(config.at("drop"), owner + " need a field, and none is left");
    }
    return new MappingSettings<>(kept, added);
  }

  private static List<String> dropped(Settings config, List<String> droppable) {
    List<String> dropped = new ArrayList<>();
    for (Yaml item : config.oneOrMore("drop")) {
      config
          .choice(
              item,
              "field to drop",
              droppable,
              word -> Optional.of(word).filter(droppable::contains))
          .ifPresent(dropped::add);
    }
    return dropped;
  }

  /** The expression itself, or in the long form under {@code expression}. */
  private static <E> Optional<E> expression(
      Settings fields, String name, ExpressionReader<E> reader) {
    if (!(fields.value(name).orElseThrow() instanceof Yaml.Mapping)) {
      return reader.read(fields, name);
    }
    Settings entry = fields.nested(name);
    entry.refuse("callable", "expressions are written in SQL, under 'expression'");
    entry.required("expression", "what computes the field, such as x * 2");
    Optional<E> parsed = reader.read(entry, "expression");
    entry.reportUnknownKeys();
    return parsed;
  }
}
