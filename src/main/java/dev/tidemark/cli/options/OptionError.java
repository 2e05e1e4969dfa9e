package dev.tidemark.cli.options;

import java.util.List;

/**
 * An option whose value has the right type but is invalid.
 *
 * @param name without dashes
 * @param reason completes a sentence that begins with the name
 */
record OptionError(String name, String reason) {

  /** Adds a problem where a value is below 0. */
  static void checkNotNegative(String name, long value, List<OptionError> problems) {
    if (value < 0) {
      problems.add(new OptionError(name, "must not be below 0, but is " + value));
    }
  }

  String onCommandLine() {
    return "--" + name + " " + reason;
  }

  /** For a message that also gives the position in the file. */
  String atPosition() {
    return "option '" + name + "' " + reason;
  }

  String ofPipelineFile() {
    return "'options: " + name + "' of the pipeline file " + reason;
  }
}
