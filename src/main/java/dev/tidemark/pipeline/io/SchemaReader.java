package dev.tidemark.pipeline.io;

import dev.tidemark.pipeline.settings.StepSettings;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.yaml.DidYouMean;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import dev.tidemark.yaml.YamlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code schema} of a source, in the words of JSON Schema, with {@code arrival_time},
 * {@code identity} and {@code named_by} beside it. A part that is wrong is reported and replaced,
 * so that the steps are checked against the rest.
 */
public final class SchemaReader {
  private static final String ACTIVITY = "activity";
  private static final String INSTANT_FORMAT = "date-time";
  private static final List<String> TYPES = List.of("string", "integer", "number", "boolean");
  private static final List<String> UNITS = Field.Unit.labels();

  /** More would be no reading of a sensor, and each costs a column in every batch. */
  private static final int MAX_FIELDS = 1_000;

  /** More are no sensor's either, and lines are parsed by recursion. */
  private static final int MAX_DEPTH = 50;

  private final Problems problems;

  /** A field as it was declared. */
  private record Declared(Position at, Field.Type type, Field.Unit unit, List<String> path) {}

  private SchemaReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads the schema of a source's {@code config}; without one it is that of activity readings.
   *
   * @param files opens the file that {@code schema} may name
   */
  public static ReadingSchema read(Settings config, NamedFiles files) {
    Optional<Yaml> schema = config.value("schema");
    if (schema.isEmpty()) {
      for (String key : List.of("arrival_time", "identity", "named_by")) {
        config.refuse(
            key,
            "'%s' names fields of a 'schema'; without one, readings are those of activity"
                .formatted(key));
      }
      return ActivitySchema.SCHEMA;
    }
    SchemaReader reader = new SchemaReader(config.problems());
    if (schema.get() instanceof Yaml.Scalar file && !file.text().isEmpty()) {
      return reader.named(file, config, files);
    }
    return reader.declared(config);
  }

  /**
   * Reads a schema file: {@code schema} with what belongs beside it, or the JSON Schema alone.
   *
   * @param root what the file holds
   */
  public static ReadingSchema ofFile(Yaml root, Problems problems) {
    if (!(root instanceof Yaml.Mapping mapping)) {
      problems.add(root.at(), "a schema file must be a mapping with the key 'schema'");
      return ReadingSchema.EMPTY;
    }
    Map<String, Yaml.Entry> entries = mapping.entries();
    Yaml.Mapping wrapped =
        entries.containsKey("properties")
            ? new Yaml.Mapping(
                mapping.at(), Map.of("schema", new Yaml.Entry(mapping.at(), mapping)))
            : mapping;
    Settings file = Settings.of(wrapped, "the schema file", problems);
    file.required("schema", "what readings look like");
    ReadingSchema schema =
        file.has("schema") ? new SchemaReader(problems).declared(file) : ReadingSchema.EMPTY;
    file.reportUnknownKeys();
    return schema;
  }

  private ReadingSchema named(Yaml.Scalar file, Settings config, NamedFiles files) {
    for (String key : List.of("arrival_time", "identity", "named_by")) {
      config.refuse(key, "'%s' belongs in the schema file, beside its schema".formatted(key));
    }
    if (file.text().equals(ACTIVITY)) {
      return ActivitySchema.SCHEMA;
    }
    try {
      Problems inFile = new Problems();
      ReadingSchema schema =
          new YamlReader(inFile)
              .read(files.text("schema file", file.text()))
              .map(root -> ofFile(root, inFile))
              .orElse(ReadingSchema.EMPTY);
      inFile.in(file.text()).forEach(problem -> problems.add(file.at(), "schema: " + problem));
      return schema;
    } catch (IOException e) {
      problems.add(file.at(), "schema: " + e.getMessage());
      return ReadingSchema.EMPTY;
    }
  }

  private ReadingSchema declared(Settings config) {
    Settings schema = config.nested("schema");
    schema.choice("type", List.of("object"), word -> Optional.of(word).filter("object"::equals));
    schema.value("title");
    schema.value("description");
    schema.value("$schema");
    schema.choice(
        "additionalProperties", List.of("true"), word -> Optional.of(word).filter("true"::equals));
    schema.required("properties", "the fields, each with its type");
    Map<String, Declared> fields = fields(schema.nested("properties"));
    if (schema.has("properties") && fields.isEmpty() && problems.isEmpty()) {
      problems.add(schema.at("properties"), "a schema needs at least one field");
    }
    List<String> required = names(schema, "required", fields);
    schema.reportUnknownKeys();

    ReadingSchema.Builder builder = ReadingSchema.builder();
    fields.forEach((name, field) -> builder.add(name, field.type(), field.unit(), field.path()));
    builder.require(required);
    builder.identity(names(config, "identity", fields));
    builder.names(names(config, "named_by", fields));
    arrival(config, builder.build()).ifPresent(builder::arrival);
    return builder.build();
  }

  private Optional<String> arrival(Settings config, ReadingSchema schema) {
    List<String> instants = schema.instants().stream().map(Field::name).toList();
    Optional<Field> arrival = config.choice("arrival_time", instants, schema::find);
    Optional<Yaml> yaml = config.value("arrival_time");
    if (arrival.isPresent() && !arrival.get().isInstant()) {
      problems.add(yaml.orElseThrow().at(), StepSettings.noInstant(arrival.get()));
      return Optional.empty();
    }
    if (arrival.isPresent() && !arrival.get().isRequired()) {
      problems.add(
          yaml.orElseThrow().at(),
          "a reading may lack %s; add it to 'required' of the schema"
              .formatted(arrival.get().name()));
    }
    return arrival.map(Field::name);
  }

  private Map<String, Declared> fields(Settings properties) {
    Map<String, Declared> fields = new LinkedHashMap<>();
    Map<List<String>, String> places = new HashMap<>();
    for (Map.Entry<String, Yaml> property : properties.entries().entrySet()) {
      String name = property.getKey();
      Position at = properties.at(name);
      if (name.isBlank() || fields.size() == MAX_FIELDS) {
        problems.add(
            at,
            name.isBlank()
                ? "a field needs a name"
                : "a schema has at most %,d fields".formatted(MAX_FIELDS));
        continue;
      }
      Declared field = field(name, properties, property.getValue());
      checkPlace(name, field, places);
      fields.put(name, field);
    }
    return fields;
  }

  /** No two fields may be read from one place, nor one from inside another. */
  private void checkPlace(String name, Declared field, Map<List<String>, String> places) {
    for (Map.Entry<List<String>, String> other : places.entrySet()) {
      int common = Math.min(other.getKey().size(), field.path().size());
      if (other.getKey().subList(0, common).equals(field.path().subList(0, common))) {
        problems.add(
            field.at(),
            other.getKey().size() == field.path().size()
                ? "'%s' and '%s' are read from the same place".formatted(other.getValue(), name)
                : "one of '%s' and '%s' lies inside the other".formatted(other.getValue(), name));
        return;
      }
    }
    places.put(field.path(), name);
  }

  private Declared field(String name, Settings properties, Yaml yaml) {
    Position at = properties.at(name);
    if (yaml instanceof Yaml.Scalar word && !word.text().isEmpty()) {
      // The short form, name: type.
      return new Declared(at, type(word, word.text(), name).type, Field.Unit.NONE, List.of(name));
    }
    Settings property = properties.nested(name).ownedBy("'" + name + "'");
    property.value("title");
    property.value("description");
    Yaml written = property.required("type", "one of " + String.join(", ", TYPES));
    TypeWord word = property.has("type") ? type(written, typeName(written), name) : TypeWord.STRING;
    Optional<String> format =
        property.choice(
            "format",
            List.of(INSTANT_FORMAT),
            text -> Optional.of(text).filter(INSTANT_FORMAT::equals));
    Optional<Field.Unit> unit = property.choice("unit", UNITS, SchemaReader::unit);
    if (format.isPresent() && word != TypeWord.STRING) {
      problems.add(
          property.at("format"), "'format: date-time' is for strings; a number has a unit");
    }
    if (unit.isPresent() && word != TypeWord.INTEGER && word != TypeWord.NUMBER) {
      problems.add(property.at("unit"), "'unit' is for numbers; a string has 'format: date-time'");
    }
    List<String> path = path(name, property);
    property.reportUnknownKeys();
    // Where a type or a unit is misspelt, that is the only fault: the field is an instant all the
    // same.
    boolean isInstant = property.has("format") || property.has("unit");
    boolean isNumber = word == TypeWord.INTEGER && unit.isPresent();
    Field.Type type = isInstant && !isNumber ? Field.Type.INSTANT : word.type;
    return new Declared(
        at, type, word == TypeWord.STRING ? Field.Unit.NONE : unit.orElse(Field.Unit.NONE), path);
  }

  /** JSON Schema writes a field that may be null as {@code [string, 'null']}. */
  private static String typeName(Yaml written) {
    List<String> words =
        written.elements().stream()
            .flatMap(each -> each.word().stream())
            .filter(word -> !word.equals("null"))
            .toList();
    return words.size() == 1 ? words.get(0) : "";
  }

  private TypeWord type(Yaml written, String word, String name) {
    Optional<TypeWord> type = TypeWord.named(word);
    if (type.isPresent()) {
      return type.get();
    }
    switch (word) {
      case "" ->
          problems.add(written.at(), "type must be one of %s".formatted(String.join(", ", TYPES)));
      case "object" ->
          problems.add(
              written.at(),
              "an object is no field; declare the fields inside it, as in id: {type: string, from:"
                  + " %s.id}".formatted(name));
      case "array" ->
          problems.add(written.at(), "a list is no field; leave it out, or choose another");
      case INSTANT_FORMAT, "timestamp", "datetime" ->
          problems.add(
              written.at(),
              ("unknown type '%s'; an instant is {type: string, format: date-time}, or a number"
                      + " with a unit: {type: integer, unit: ms}")
                  .formatted(word));
      default -> problems.addUnknown(written.at(), "type", word, TYPES);
    }
    return DidYouMean.to(word, TYPES).flatMap(TypeWord::named).orElse(TypeWord.STRING);
  }

  /** Where the field stands in a line: {@code device.id}, or a list of names. */
  private List<String> path(String name, Settings property) {
    Optional<Yaml> from = property.value("from");
    if (from.isEmpty()) {
      return List.of(name);
    }
    List<String> path = new ArrayList<>();
    if (from.get() instanceof Yaml.Items items) {
      items
          .items()
          .forEach(each -> property.scalar(each, "from must be names").ifPresent(path::add));
    } else {
      property
          .scalar(from.get(), "from must be a name, or names with dots between them")
          .ifPresent(text -> path.addAll(Arrays.asList(text.split("\\.", -1))));
    }
    if (path.isEmpty() || path.stream().anyMatch(String::isEmpty)) {
      if (from.get().word().isPresent()) {
        problems.add(
            from.get().at(),
            "from must be names with dots between them, such as device.id, not "
                + from.get().kind());
      } else if (from.get() instanceof Yaml.Items items && items.items().isEmpty()) {
        problems.add(from.get().at(), "from needs a name; leave it out if it is the field's own");
      }
      return List.of(name);
    }
    if (path.size() > MAX_DEPTH) {
      problems.add(from.get().at(), "from lies at most %d objects deep".formatted(MAX_DEPTH));
      return List.of(name);
    }
    return path;
  }

  /** A list of names of fields; unknown ones and those named twice are reported and left out. */
  private List<String> names(Settings settings, String key, Map<String, Declared> fields) {
    List<String> names = new ArrayList<>();
    for (Yaml yaml : settings.oneOrMore(key)) {
      Optional<String> name =
          settings.choice(
              yaml, key, fields.keySet(), word -> Optional.of(word).filter(fields::containsKey));
      if (name.isPresent() && names.contains(name.get())) {
        problems.add(yaml.at(), "%s names %s twice".formatted(key, name.get()));
      } else {
        name.ifPresent(names::add);
      }
    }
    return names;
  }

  private static Optional<Field.Unit> unit(String label) {
    return Arrays.stream(Field.Unit.values())
        .filter(unit -> unit != Field.Unit.NONE && unit.label().equals(label))
        .findFirst();
  }

  /** The types as JSON Schema spells them. */
  private enum TypeWord {
    STRING(Field.Type.TEXT),
    INTEGER(Field.Type.WHOLE),
    NUMBER(Field.Type.REAL),
    BOOLEAN(Field.Type.BOOLEAN);

    private final Field.Type type;

    TypeWord(Field.Type type) {
      this.type = type;
    }

    private static Optional<TypeWord> named(String word) {
      return TYPES.contains(word) ? Optional.of(values()[TYPES.indexOf(word)]) : Optional.empty();
    }
  }
}
