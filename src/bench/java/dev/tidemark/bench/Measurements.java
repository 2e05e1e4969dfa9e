package dev.tidemark.bench;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What each contender took in each round of one question. */
record Measurements(@JsonValue Map<String, List<Usage>> usages) {
  Measurements() {
    this(new LinkedHashMap<>());
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Measurements {}

  void add(String contender, Usage usage) {
    usages.computeIfAbsent(contender, any -> new ArrayList<>()).add(usage);
  }

  List<String> contenders() {
    return List.copyOf(usages.keySet());
  }

  int rounds() {
    return usages.values().iterator().next().size();
  }

  Spread of(String contender, ToDoubleFunction<Usage> figure) {
    return Spread.of(usages.get(contender).stream().mapToDouble(figure).toArray());
  }

  /** One contender's figure over another's, round by round. */
  Spread ratio(String contender, String other, ToDoubleFunction<Usage> figure) {
    List<Usage> its = usages.get(contender);
    List<Usage> others = usages.get(other);
    double[] ratios = new double[its.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(its.get(i)) / figure.applyAsDouble(others.get(i));
    }
    return Spread.of(ratios);
  }
}
