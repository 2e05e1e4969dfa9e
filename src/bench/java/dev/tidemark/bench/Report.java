package dev.tidemark.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a benchmark found, as tables for people and as JSON. */
final class Report {
  private static final ToDoubleFunction<Usage> WALL = Usage::wallMs;
  private static final ToDoubleFunction<Usage> CPU = Usage::cpuMs;

  private final Machine machine;
  private final long rows;
  private final int rounds;
  private final Map<Question, Measurements> whole = new EnumMap<>(Question.class);
  private final Map<Question, Measurements> startUp = new EnumMap<>(Question.class);

  Report(Machine machine, long rows, int rounds) {
    this.machine = machine;
    this.rows = rows;
    this.rounds = rounds;
  }

  void whole(Question question, Measurements measurements) {
    whole.put(question, measurements);
  }

  void startUp(Question question, Measurements measurements) {
    startUp.put(question, measurements);
  }

  Measurements measurements(Question question) {
    return whole.get(question);
  }

  String markdown() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(rows).append(" readings, ").append(rounds).append(" rounds\n\n");
    text.append(machine.describe())
        .append(
            ". Whole processes in turn, start-up counted; medians. A ratio is Tidemark's figure"
                + " over the other's, round by round: median (least-most).\n");
    whole.forEach((question, measurements) -> section(question, measurements, text));
    return text.toString();
  }

  private void section(Question question, Measurements measurements, StringBuilder text) {
    text.append("\n## ").append(question.id()).append("\n\n");
    text.append("| | wall s | CPU s | peak MiB | rows/s | wall s on 1 % |");
    text.append(" wall: spark / this | direct / this | CPU: spark / this | direct / this |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|\n");
    for (String name : measurements.contenders()) {
      double wall = measurements.of(name, WALL).median();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f | %.0f | %,.0f | %.1f |",
              name,
              wall / 1e3,
              measurements.of(name, CPU).median() / 1e3,
              measurements.of(name, Usage::peakKib).median() / 1024,
              rows / wall * 1e3,
              startUp.get(question).of(name, WALL).median() / 1e3));
      for (ToDoubleFunction<Usage> figure : java.util.List.of(WALL, CPU)) {
        for (String tidemark : java.util.List.of("tidemark-spark", "tidemark-direct")) {
          boolean compares = measurements.contenders().contains(tidemark) && !tidemark.equals(name);
          text.append(' ')
              .append(compares ? measurements.ratio(tidemark, name, figure) : "")
              .append(" |");
        }
      }
      text.append('\n');
    }
  }

  String json() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("machine", machine.describe()).put("rows", rows).put("rounds", rounds);
    ObjectNode questions = root.putObject("questions");
    whole.forEach(
        (question, measurements) -> {
          ObjectNode its = questions.putObject(question.id());
          for (String name : measurements.contenders()) {
            ObjectNode contender = its.putObject(name);
            put(contender, "wall_ms", measurements.of(name, WALL));
            put(contender, "cpu_ms", measurements.of(name, CPU));
            put(contender, "peak_kib", measurements.of(name, Usage::peakKib));
            put(contender, "start_up_wall_ms", startUp.get(question).of(name, WALL));
            put(contender, "start_up_cpu_ms", startUp.get(question).of(name, CPU));
          }
        });
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void put(ObjectNode node, String name, Spread spread) {
    node.putObject(name)
        .put("median", spread.median())
        .put("min", spread.min())
        .put("max", spread.max());
  }
}
