package dev.tidemark.condition.parser;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says that a text is not a condition, or not an expression, with every fault in it. */
public final class ConditionException extends Exception {
  /** A fault, and the offset of its first character in the text. */
  public record Fault(int offset, String message) {}

  private final List<Fault> faults;

  ConditionException(List<Fault> faults) {
    super(faults.stream().map(Fault::message).collect(Collectors.joining("\n")));
    this.faults = faults.stream().sorted(Comparator.comparingInt(Fault::offset)).toList();
  }

  /** In the order of the text. */
  public List<Fault> faults() {
    return faults;
  }
}
