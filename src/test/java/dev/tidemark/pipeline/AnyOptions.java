package dev.tidemark.pipeline;

import java.util.Optional;

/** For tests that read a pipeline file but do not run it: accepts any options. */
public final class AnyOptions implements OptionCheck {
  @Override
  public Optional<String> wrongName(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> wrongValue(String name, String value) {
    return Optional.empty();
  }
}
