package dev.tidemark.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands to copy into a shell, each word quoted where it must be. */
record CommandText(
    List<String> run, String pipelineFile, List<String> inputs, List<String> identity) {
  private static final List<String> ACTIVITY = List.of("User", "Device", "Index");
  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_./=:,@%+]+");

  /** What another run with the same readings must not repeat. */
  private static final Set<String> DROPPED =
      Set.of(
          "--output",
          "--overwrite",
          "--report",
          "--explain",
          "--console",
          "--checkpoint",
          "--minRecords",
          "--maxMalformed",
          "--metrics",
          "--watch");

  CommandText(SummaryFacts summary) {
    this(summary.command(), summary.pipelineFile(), summary.inputs(), summary.identity());
  }

  /** The commands for a run of which only the pipeline's name is known. */
  static CommandText ofPipeline(String name) {
    return new CommandText(List.of(), "pipelines/" + name + ".yaml", List.of(), List.of());
  }

  /**
   * The command that shows what happened to a reading; empty if it has no name that can be typed.
   */
  Optional<Tag> explain(JsonNode reading) {
    List<String> names = identity.isEmpty() ? ACTIVITY : identity;
    List<String> values = new ArrayList<>();
    for (String name : names) {
      JsonNode value = reading.path(name);
      boolean isIndex = names == ACTIVITY && name.equals("Index");
      if (value.isMissingNode() && !isIndex && identity.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.isMissingNode() || value.isNull() ? (isIndex ? "0" : "") : value.asText());
    }
    List<String> words = again();
    words.add("--explain=" + String.join("/", values));
    words.add("--output=out/explained");
    return code("./tidemark", words);
  }

  /** The command that shows the clocks of the run's devices. */
  Tag clocks() {
    List<String> words = new ArrayList<>(List.of("clocks"));
    if (!pipelineFile.isEmpty()) {
      words.add("--pipeline=" + pipelineFile);
    }
    if (!inputs.isEmpty()) {
      words.add("--input=" + String.join(",", inputs));
    }
    return code("./tidemark", words).orElseGet(() -> Tag.of("code", "./tidemark clocks"));
  }

  /** The command that prints a line of a file. */
  static Optional<Tag> line(String file, long offset) {
    if (file.isEmpty() || file.startsWith("kafka:") || file.matches("(?i).*\\.(gz|bz2|zst)")) {
      return Optional.empty();
    }
    return joined("tail -c +" + (offset + 1) + " " + quoted(file) + " | head -n 1", List.of(file));
  }

  /** The words of the run, without what another may not repeat. */
  private List<String> again() {
    List<String> words = new ArrayList<>();
    for (String word : run) {
      if (!DROPPED.contains(word.replaceFirst("=.*", ""))) {
        words.add(word);
      }
    }
    if (words.isEmpty() && !pipelineFile.isEmpty()) {
      words.add("--pipeline=" + pipelineFile);
    }
    return words;
  }

  private static Optional<Tag> code(String program, List<String> words) {
    List<String> quoted = new ArrayList<>(List.of(program));
    words.forEach(word -> quoted.add(quoted(word)));
    return joined(String.join(" ", quoted), words);
  }

  /** A command that a page shows in full: what would be cut or made visible could not be copied. */
  private static Optional<Tag> joined(String command, List<String> words) {
    boolean canBeCopied =
        command.length() <= 1000
            && words.stream().allMatch(word -> word.codePoints().allMatch(CommandText::isPrinted));
    return canBeCopied
        ? Optional.of(Tag.of("code", command).in("command").with("data-copy", ""))
        : Optional.empty();
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

  /** A word as a POSIX shell takes it. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
