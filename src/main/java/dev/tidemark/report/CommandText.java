package dev.tidemark.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Commands to copy into a shell, each word quoted where it must be.
 *
 * @param names the fields that name a reading, with what stands for one that is absent
 */
record CommandText(String pipelineFile, List<String> inputs, Map<String, String> names) {
  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_./=:,@%+]+");

  CommandText(SummaryFacts summary) {
    this(summary.pipelineFile(), summary.inputs(), summary.names());
  }

  /** The command that shows what happened to a reading; empty if it has no name to be typed. */
  Optional<Tag> explain(JsonNode reading) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    names.forEach(
        (name, absent) -> {
          JsonNode value = reading.path(name);
          values.add(value.isMissingNode() || value.isNull() ? absent : value.asText());
        });
    return command("", List.of("--explain=" + String.join("/", values), "--output=out/explained"));
  }

  /** A command of Tidemark that reads the same pipeline file and input. */
  Optional<Tag> survey(String name) {
    return command(name, List.of());
  }

  private Optional<Tag> command(String name, List<String> options) {
    List<String> words = new ArrayList<>(List.of("./tidemark"));
    if (!name.isEmpty()) {
      words.add(name);
    }
    words.add("--pipeline=" + pipelineFile);
    if (!inputs.isEmpty()) {
      words.add("--input=" + String.join(",", inputs));
    }
    words.addAll(options);
    return shown(words.stream().map(CommandText::quotedOption).toList());
  }

  /** The command that prints a line of a file. */
  static Optional<Tag> line(String file, long offset) {
    if (file.isEmpty() || file.startsWith("kafka:") || file.matches("(?i).*\\.(gz|bz2|zst)")) {
      return Optional.empty();
    }
    return shown(List.of("tail", "-c", "+" + (offset + 1), quoted(file), "|", "head", "-n", "1"));
  }

  /** A command that a page shows in full: what would be cut or made visible could not be copied. */
  private static Optional<Tag> shown(List<String> words) {
    String command = String.join(" ", words);
    if (command.length() > 1000 || !command.codePoints().allMatch(CommandText::isPrinted)) {
      return Optional.empty();
    }
    Tag code = Tag.of("code").in("command").with("data-copy", "");
    // Words of their own, so that no line ends after a hyphen within one.
    for (int i = 0; i < words.size(); i++) {
      code.text(i == 0 ? "" : " ").add(Tag.of("span", words.get(i)));
    }
    return Optional.of(code);
  }

  private static boolean isPrinted(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** An option as a POSIX shell takes it, with quotes around its value alone. */
  private static String quotedOption(String option) {
    int value = option.indexOf('=') + 1;
    return option.substring(0, value) + quoted(option.substring(value));
  }

  /** A word as a POSIX shell takes it. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
