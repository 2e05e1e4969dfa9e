package dev.tidemark.testing;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How many final rows each engine gave for each pipeline, one table for each input. */
public final class ParityTable {
  private final Map<String, Map<String, Map<Engine, Integer>>> inputs = new TreeMap<>();

  /** Fills a cell; cells that are never filled show a dash. */
  public void put(String input, String pipeline, Engine engine, int rows) {
    inputs
        .computeIfAbsent(input, fresh -> new TreeMap<>())
        .computeIfAbsent(pipeline, fresh -> new EnumMap<>(Engine.class))
        .put(engine, rows);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    inputs.forEach(
        (input, pipelines) -> {
          text.append(line("rows of " + input, engine -> engine.name().toLowerCase(Locale.ROOT)));
          pipelines.forEach(
              (pipeline, cells) ->
                  text.append(
                      line(
                          "  " + pipeline,
                          engine -> cells.containsKey(engine) ? "" + cells.get(engine) : "-")));
        });
    return text.toString();
  }

  private static String line(String label, Function<Engine, String> cell) {
    StringBuilder line = new StringBuilder("%-36s".formatted(label));
    for (Engine engine : Engine.values()) {
      line.append("%14s".formatted(cell.apply(engine)));
    }
    return line.append('\n').toString();
  }
}
