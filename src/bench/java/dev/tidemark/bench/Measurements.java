package dev.tidemark.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What each contender took in each round of one question. */
final class Measurements {
  private final Map<String, List<Usage>> rounds = new LinkedHashMap<>();

  void add(String contender, Usage usage) {
    rounds.computeIfAbsent(contender, any -> new ArrayList<>()).add(usage);
  }

  List<String> contenders() {
    return List.copyOf(rounds.keySet());
  }

  Spread of(String contender, ToDoubleFunction<Usage> figure) {
    return Spread.of(rounds.get(contender).stream().mapToDouble(figure).toArray());
  }

  /** One contender's figure over another's, round by round. */
  Spread ratio(String contender, String other, ToDoubleFunction<Usage> figure) {
    List<Usage> its = rounds.get(contender);
    List<Usage> others = rounds.get(other);
    double[] ratios = new double[its.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(its.get(i)) / figure.applyAsDouble(others.get(i));
    }
    return Spread.of(ratios);
  }
}
