package dev.tidemark.condition;

import java.util.List;

/**
 * Holds if all of its clauses hold, or if any does. They are kept in one array, not in nested
 * pairs, so that testing and serializing thousands of them needs no deeper stack than two.
 */
final class Junction<T> implements Clause<T> {
  private final boolean any;
  private final Clause<T>[] operands;

  @SuppressWarnings("unchecked")
  Junction(boolean any, List<Clause<T>> operands) {
    this.any = any;
    this.operands = (Clause<T>[]) operands.toArray(Clause<?>[]::new);
  }

  @Override
  public boolean test(T of) {
    for (Clause<T> operand : operands) {
      if (operand.test(of) == any) {
        return any;
      }
    }
    return !any;
  }

  @Override
  public Clause<T> opposite() {
    return new Junction<>(!any, List.of(operands).stream().map(Clause::opposite).toList());
  }
}
