package dev.tidemark.condition;

import dev.tidemark.model.Reading;
import java.util.List;

/**
 * Holds if all of its conditions hold, or if any does. They are kept in one array, not in nested
 * pairs, so that testing and serializing thousands of them needs no deeper stack than two.
 */
final class Junction implements Condition {
  private final boolean any;
  private final Condition[] operands;

  private Junction(boolean any, List<Condition> operands) {
    this.any = any;
    this.operands = operands.toArray(Condition[]::new);
  }

  static Condition any(List<Condition> operands) {
    return operands.size() == 1 ? operands.get(0) : new Junction(true, operands);
  }

  static Condition all(List<Condition> operands) {
    return operands.size() == 1 ? operands.get(0) : new Junction(false, operands);
  }

  @Override
  public boolean test(Reading reading) {
    for (Condition operand : operands) {
      if (operand.test(reading) == any) {
        return any;
      }
    }
    return !any;
  }
}
