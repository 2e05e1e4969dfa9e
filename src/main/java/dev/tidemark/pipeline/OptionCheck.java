package dev.tidemark.pipeline;

import java.util.Optional;

/** Checks the options of a pipeline file; implemented by those who run it and know them. */
public interface OptionCheck {
  /** Why there is no option of this name; empty if there is one. */
  Optional<String> wrongName(String name);

  /** Why this existing option cannot have this value; empty if it can. */
  Optional<String> wrongValue(String name, String value);
}
