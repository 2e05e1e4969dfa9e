package dev.tidemark.pipeline;

import dev.tidemark.pipeline.io.Destination;
import dev.tidemark.pipeline.steps.ElementType;
import dev.tidemark.pipeline.steps.Step;
import dev.tidemark.pipeline.steps.StepInput;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.source.Origin;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.yaml.Position;
import dev.tidemark.yaml.Yaml;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

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
    /** The schema of rows does not depend on it. */
    EventTime ANY_TIME = new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);

    /** What it takes. */
    ElementType input();

    /** What it returns for such an input. */
    ElementType output(ElementType given);

    /** Adds it to the pipeline that the file describes. */
    default void addTo(PipelineSpec.Draft draft, GraphPlace place) {}

    /** The same, its settings read for what it is given. */
    default Kind settle(StepInput given) {
      return this;
    }

    /** The schema of the readings that it reads, if it is a source. */
    default Optional<ReadingSchema> schema() {
      return Optional.empty();
    }

    /** What the next transform is given after it. */
    default StepInput outputFor(StepInput given, WindowingSpec windowing) {
      Optional<org.apache.beam.sdk.schemas.Schema> rows =
          step().flatMap(step -> step.rowSchema(ANY_TIME, windowing)).or(given::rows);
      return new StepInput(schemaAfter(given.readings()), rows, Optional.empty());
    }

    /** The schema that readings of another have after it. */
    default ReadingSchema schemaAfter(ReadingSchema given) {
      return schema()
          .or(() -> step().flatMap(Step::mapping).map(mapping -> mapping.derive(given).schema()))
          .orElse(given);
    }

    /** The step, if it is one. */
    default Optional<Step> step() {
      return Optional.empty();
    }

    /**
     * What it will be once it is known what it is given.
     *
     * @param input what it takes, as far as its type says
     */
    record Unsettled(ElementType input, Function<StepInput, Kind> reader) implements Kind {
      @Override
      public ElementType output(ElementType given) {
        return ElementType.UNKNOWN;
      }

      @Override
      public Kind settle(StepInput given) {
        return reader.apply(given);
      }
    }

    record Source(Origin origin, Optional<String> malformedSink, Duration maxArrivalStep)
        implements Kind {
      @Override
      public ElementType input() {
        return ElementType.NOTHING;
      }

      @Override
      public ElementType output(ElementType given) {
        return ElementType.READINGS;
      }

      @Override
      public Optional<ReadingSchema> schema() {
        return Optional.of(origin.format().schema());
      }

      @Override
      public void addTo(PipelineSpec.Draft draft, GraphPlace place) {
        draft.source(
            new PipelineSpec.SourceSpec(
                place.name(), origin, malformedSink.orElse(""), maxArrivalStep, place.windowing()));
      }
    }

    record Middle(Step transform) implements Kind {
      @Override
      public ElementType input() {
        return transform.input();
      }

      @Override
      public ElementType output(ElementType given) {
        return given == ElementType.NOTHING ? ElementType.UNKNOWN : transform.output(given);
      }

      @Override
      public void addTo(PipelineSpec.Draft draft, GraphPlace place) {
        draft.step(
            new PipelineSpec.StepSpec(place.name(), transform, place.input(), place.windowing()));
      }

      @Override
      public Optional<Step> step() {
        return Optional.of(transform);
      }
    }

    record Sink(Optional<Destination> destination) implements Kind {
      @Override
      public ElementType input() {
        return ElementType.ROWS_OR_READINGS;
      }

      @Override
      public ElementType output(ElementType given) {
        return ElementType.NOTHING;
      }

      @Override
      public void addTo(PipelineSpec.Draft draft, GraphPlace place) {
        destination.ifPresent(
            to -> draft.sink(new PipelineSpec.SinkSpec(place.name(), to, place.input())));
      }
    }

    /** It may be any of the others. */
    record Unread() implements Kind {
      @Override
      public ElementType input() {
        return ElementType.UNKNOWN;
      }

      @Override
      public ElementType output(ElementType given) {
        return ElementType.UNKNOWN;
      }
    }
  }

  /** A transform's place in the graph: its name, its input's, and the windows beside it. */
  record GraphPlace(String name, String input, Optional<WindowingSpec> windowing) {}

  /** Something in place of a transform that is none. */
  static TransformNode unread(Position at) {
    return new TransformNode(
        "", Naming.UNREADABLE, "", at, new Kind.Unread(), Optional.empty(), at, Optional.empty());
  }

  /** The same transform, its settings read for what it is given. */
  TransformNode settle(StepInput given) {
    return new TransformNode(
        label, naming, type, at, kind.settle(given.in(windowing)), windowing, windowingAt, input);
  }

  /** Whether the file gives it this name. */
  boolean isNamed(String name) {
    return naming == Naming.BY_NAME && label.equals(name);
  }

  boolean isSource() {
    return kind.input() == ElementType.NOTHING;
  }

  boolean isSink() {
    return kind.input() == ElementType.ROWS_OR_READINGS;
  }

  boolean isUnread() {
    return kind.input() == ElementType.UNKNOWN;
  }

  boolean isStateful() {
    return kind.step().filter(Step::isStateful).isPresent();
  }

  boolean makesRows() {
    return kind.output(kind.input()) == ElementType.ROWS;
  }
}
