package dev.tidemark.pipeline;

import dev.tidemark.yaml.Settings;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A {@code type} that pipeline files know, between source and sink.
 *
 * @param name as files write it
 * @param input what it takes
 * @param output what it makes of that
 * @param isStateful whether it takes each key's readings in event-time order, over all windows
 * @param reader reads its {@code config}, reporting what is wrong
 */
record StepType(
    String name,
    ElementType input,
    UnaryOperator<ElementType> output,
    boolean isStateful,
    Function<Settings, Step> reader) {

  boolean makesRows() {
    return output.apply(input) == ElementType.ROWS;
  }
}
