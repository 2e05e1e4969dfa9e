package dev.tidemark.pipeline;

import java.util.Optional;

/** Checks the options of a pipeline file: which there are, those who run it know. */
public interface OptionCheck {
  /** Why there is no option of this name; empty if there is one. */
  Optional<String> wrongName(String name);

  /** Why an option that there is cannot have this value; empty if it can. */
  Optional<String> wrongValue(String name, String value);
}
