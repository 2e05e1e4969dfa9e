package dev.tidemark.yaml;

/** Thrown where a text cannot be read as YAML. */
final class YamlException extends Exception {
  private final Position at;

  YamlException(Position at, String message) {
    super(message);
    this.at = at;
  }

  Position at() {
    return at;
  }
}
