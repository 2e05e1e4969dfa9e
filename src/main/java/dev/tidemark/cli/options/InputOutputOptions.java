package dev.tidemark.cli.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code run} that name its input and its output. */
public final class InputOutputOptions {
  @Mixin private InputOptions read = new InputOptions();

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers to use instead of those that the pipeline file names.")
  private List<String> bootstrapServers = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where results go. Default: out/<name of the pipeline file>")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Replace results that the output directory already holds.")
  private boolean overwrite;

  String pipeline() {
    return read.pipeline();
  }

  Optional<String> output() {
    return output;
  }

  boolean overwrite() {
    return overwrite;
  }

  /** The globs of the files to read; empty if the pipeline file names them. */
  List<String> input() {
    return read.input().stream().flatMap(text -> globs(text).stream()).toList();
  }

  /** The brokers; empty if the pipeline file names them. */
  Optional<String> bootstrapServers() {
    return Optional.of(String.join(",", bootstrapServers)).filter(text -> !text.isEmpty());
  }

  /** Splits a text into globs, at the commas outside of braces. */
  public static List<String> globs(String text) {
    List<String> globs = new ArrayList<>();
    int end = text.length();
    boolean insideBraces = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      char character = text.charAt(i);
      if (character == ',' && !insideBraces) {
        globs.add(text.substring(i + 1, end).strip());
        end = i;
      }
      // Read from the end, a closing brace begins a group and an opening one ends it.
      insideBraces = character == '}' || (insideBraces && character != '{');
    }
    globs.add(text.substring(0, end).strip());
    globs.removeIf(String::isEmpty);
    Collections.reverse(globs);
    return List.copyOf(globs);
  }

  /** Adds what is wrong with these options. */
  void check(List<OptionError> problems) {
    if (!read.input().isEmpty() && input().isEmpty()) {
      problems.add(new OptionError("input", "needs a file or a glob"));
    }
    if (bootstrapServers.stream().anyMatch(String::isBlank)) {
      problems.add(new OptionError("bootstrapServers", "needs brokers, as host:port,host:port"));
    }
    if (output.filter(String::isBlank).isPresent()) {
      problems.add(new OptionError("output", "needs a directory"));
    }
  }

  /** Describes where the run reads and writes. */
  String description() {
    return "%s from %s at %s to %s"
        .formatted(
            pipeline(),
            read.input().isEmpty() ? "its source" : String.join(",", read.input()),
            bootstrapServers().orElse("its own brokers"),
            output.orElse("its own output"));
  }
}
