package dev.tidemark.yaml;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a mapping, which become known as they are asked for. A key that is absent is found
 * under a misspelt one that is similar: so the value there is checked as well, and the key is not
 * reported as missing. No two keys that a mapping may have are that similar.
 */
final class MappingKeys {
  private final Yaml.Mapping mapping;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> spelt = new LinkedHashMap<>();

  MappingKeys(Yaml.Mapping mapping) {
    this.mapping = mapping;
  }

  Position at() {
    return mapping.at();
  }

  Optional<Yaml.Entry> find(String key) {
    if (known.add(key) && !mapping.entries().containsKey(key)) {
      DidYouMean.to(key, unknown().keySet()).ifPresent(misspelt -> spelt.put(key, misspelt));
    }
    return Optional.ofNullable(mapping.entries().get(spelt.getOrDefault(key, key)));
  }

  /** The entry of a key of exactly this name; it no longer counts as unknown. */
  Optional<Yaml.Entry> take(String key) {
    Optional<Yaml.Entry> entry = Optional.ofNullable(mapping.entries().get(key));
    entry.ifPresent(there -> taken.add(key));
    return entry;
  }

  boolean holds(String key) {
    return mapping.entries().containsKey(key);
  }

  /** All keys with their values; none of them counts as unknown any more. */
  Map<String, Yaml> all() {
    Map<String, Yaml> values = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> values.put(key, entry.value()));
    known.addAll(values.keySet());
    return values;
  }

  /** The keys that were asked for. */
  Set<String> known() {
    return known;
  }

  /** The misspelt keys, each with the one that it most likely means. */
  Map<String, String> misspelt() {
    Map<String, String> meant = new LinkedHashMap<>();
    spelt.forEach((key, misspelt) -> meant.put(misspelt, key));
    return meant;
  }

  /** The keys that nobody asked for, without the misspelt ones, and their positions. */
  Map<String, Position> unknown() {
    Map<String, Position> unknown = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> unknown.put(key, entry.keyAt()));
    unknown.keySet().removeAll(known);
    unknown.keySet().removeAll(taken);
    unknown.keySet().removeAll(spelt.values());
    return unknown;
  }
}
