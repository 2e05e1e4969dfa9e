package dev.tidemark.pipeline.settings;

import dev.tidemark.clock.ClockTable;
import dev.tidemark.clock.ClockTableReader;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads {@code clock} of {@code AssignTimestamps}: the table that corrects the clocks of devices.
 */
public final class ClockSettings {
  private static final String TABLE = "clock table";

  private ClockSettings() {}

  /**
   * Reads what corrects the clocks of devices: nothing, where there is no {@code clock} or it is
   * wrong.
   *
   * @param field the event times
   * @param schema of the readings
   * @param files opens the table
   */
  public static ClockTable read(
      Settings config, Field field, ReadingSchema schema, NamedFiles files) {
    if (!config.has("clock")) {
      return ClockTable.NONE;
    }
    Settings clock = config.nested("clock");
    Yaml yaml =
        clock.required("table", "a file that the command clocks has made, with --write=FILE");
    Optional<String> named = clock.text("table");
    clock.reportUnknownKeys();
    if (named.isEmpty()) {
      return ClockTable.NONE;
    }
    Position at = yaml.at();
    String file = named.get();
    if (schema.arrival().filter(field::equals).isPresent()) {
      config
          .problems()
          .add(at, field.name() + " is the arrival time, by which clocks are corrected");
      return ClockTable.NONE;
    }
    try {
      Problems inFile = new Problems();
      Optional<ClockTable> read = ClockTableReader.read(file, files.text(TABLE, file), inFile);
      inFile.in(file).forEach(problem -> config.problems().add(at, "clock: " + problem));
      read.filter(table -> !table.isOf(field) && !field.equals(StepSettings.STAND_IN))
          .ifPresent(table -> config.problems().add(at, "clock: " + otherField(table, field)));
      return read.orElse(ClockTable.NONE);
    } catch (IOException e) {
      config.problems().add(at, "clock: " + e.getMessage());
      return ClockTable.NONE;
    }
  }

  private static String otherField(ClockTable table, Field field) {
    return "%s corrects %s, but the event times are %s; make a table of this file with 'clocks --pipeline'"
        .formatted(
            table.name(),
            inWords(table.timestamp(), table.unit()),
            inWords(field.name(), ClockTable.unit(field)));
  }

  private static String inWords(String field, Unit unit) {
    return unit == Unit.NONE ? field : "%s in %s".formatted(field, unit.label());
  }
}
