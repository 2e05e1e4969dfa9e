/**
 * YAML with positions and diagnostics: {@link dev.tidemark.yaml.YamlReader} parses a text into a
 * {@link dev.tidemark.yaml.Yaml} whose every part knows its position, {@link
 * dev.tidemark.yaml.Settings} reads typed values from it, and {@link dev.tidemark.yaml.Problems}
 * collects what is wrong with line and column, so that all of it is reported at once. Uses nothing
 * else of Tidemark: what the values mean, {@code pipeline} says.
 */
package dev.tidemark.yaml;
