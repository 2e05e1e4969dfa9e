package dev.tidemark.pipeline;

import dev.tidemark.source.Origin;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Yaml;
import java.time.Duration;
import java.util.Optional;

/**
 * A transform of a pipeline file as it was read, before its place in the graph is known.
 *
 * @param label its name in the file, or else its type
 * @param type as the file says, known or not
 */
record TransformNode(
    String label,
    Naming naming,
    String type,
    Position at,
    Kind kind,
    Optional<WindowingSpec> windowing,
    Position windowingAt,
    Optional<Yaml> input) {

  /** Where a label is from. */
  enum Naming {
    BY_NAME,
    BY_TYPE,
    /** There is or may be a name, but it cannot be read, which is reported already. */
    UNREADABLE
  }

  /** What a transform is. Of what cannot be read, and is reported already, parts are empty. */
  sealed interface Kind {
    record Source(Origin origin, Optional<String> malformedSink, Duration maxArrivalStep)
        implements Kind {}

    record Middle(StepType type, Step step) implements Kind {}

    record Sink(Optional<Destination> destination) implements Kind {}

    /** It may be any of the others. */
    record Unread() implements Kind {}
  }

  /** Something in place of a transform that is none. */
  static TransformNode unread(Position at) {
    return new TransformNode(
        "", Naming.UNREADABLE, "", at, new Kind.Unread(), Optional.empty(), at, Optional.empty());
  }

  /** Whether the file gives it this name. */
  boolean isNamed(String name) {
    return naming == Naming.BY_NAME && label.equals(name);
  }

  boolean isStateful() {
    return kind instanceof Kind.Middle step && step.type().isStateful();
  }

  boolean makesRows() {
    return kind instanceof Kind.Middle step && step.type().makesRows();
  }
}
