package dev.tidemark.testing.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pipeline must answer.
 *
 * @param rows by sink, in any order; the sink {@code malformed} is not among them
 */
public record Answers(Map<String, List<JsonNode>> rows, long duplicates) {

  public List<JsonNode> of(String sink) {
    return rows.get(sink);
  }

  /** The names of all sinks, with that of the malformed lines. */
  public Set<String> sinksAnd(String malformed) {
    Set<String> sinks = new TreeSet<>(rows.keySet());
    sinks.add(malformed);
    return sinks;
  }

  public long late() {
    return rows.getOrDefault("late", List.of()).size();
  }
}
