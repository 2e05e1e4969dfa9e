package dev.tidemark.pipeline;

import dev.tidemark.aggregate.AggregateColumn;
import dev.tidemark.aggregate.CombineReadings;
import dev.tidemark.aggregate.CombineSpec;
import dev.tidemark.condition.Condition;
import dev.tidemark.condition.FilterReadings;
import dev.tidemark.model.Field;
import dev.tidemark.ordered.Deduplicate;
import dev.tidemark.ordered.RunStateMachine;
import dev.tidemark.ordered.TraceOrder;
import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.MaxAhead;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.TimeField;
import dev.tidemark.trace.TraceEventTime;
import dev.tidemark.trace.TraceWindows;
import dev.tidemark.yaml.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All types of transforms between source and sink. A new one is registered here. */
final class StepTypes {
  static final StepType COMBINE =
      new StepType(
          "Combine",
          ElementType.TIMED_READINGS,
          any -> ElementType.ROWS,
          false,
          StepTypes::combine);

  static final StepType DEDUPLICATE =
      new StepType(
          "Deduplicate",
          ElementType.TIMED_READINGS,
          UnaryOperator.identity(),
          true,
          StepTypes::deduplicate);

  static final List<StepType> ALL =
      List.of(
          new StepType(
              "AssignTimestamps",
              ElementType.READINGS,
              any -> ElementType.TIMED_READINGS,
              false,
              StepTypes::assignTimestamps),
          new StepType(
              "Filter", ElementType.READINGS, UnaryOperator.identity(), false, StepTypes::filter),
          // Its windows stand beside its config, as they may with every transform.
          new StepType(
              "WindowInto",
              ElementType.TIMED_READINGS,
              UnaryOperator.identity(),
              false,
              config -> (name, input) -> input),
          COMBINE,
          DEDUPLICATE,
          machine("AlertOnCount", Field.USER, MachineReaders::alertOnCount),
          machine("TrackActivity", Field.USER, MachineReaders::trackActivity),
          machine("CountWindows", Field.DEVICE, MachineReaders::countWindows),
          machine("CappedSessions", Field.USER, MachineReaders::cappedSessions),
          machine("NextSession", Field.USER, MachineReaders::nextSession));

  private static final String LEFT_OUT = "left out by the condition";

  private StepTypes() {}

  static List<String> names() {
    return ALL.stream().map(StepType::name).toList();
  }

  static Optional<StepType> byName(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
  }

  /** A state machine that puts out rows, by key and in event-time order. */
  private static StepType machine(String name, Field usualKey, MachineReaders.Reader reader) {
    return new StepType(
        name,
        ElementType.TIMED_READINGS,
        any -> ElementType.ROWS,
        true,
        config -> {
          Field key = key(config, usualKey);
          MachineReaders.Maker maker = reader.read(config, key);
          return new OrderedStep(
              key,
              Duration.ZERO,
              (step, input) -> {
                EventTime eventTime = input.eventTime().orElseThrow();
                OrderingSpec ordered = OrderingSpec.by(key, eventTime);
                return new StepResult.Rows(
                    input
                        .traced(step, new TraceOrder(ordered))
                        .blocks()
                        .apply(
                            step,
                            RunStateMachine.of(
                                    step, ordered, input.ordering(), maker.machine(eventTime))
                                .tracing(input.traced())),
                    List.of(key));
              });
        });
  }

  private static Step assignTimestamps(Settings config) {
    List<String> labels = Arrays.stream(TimeField.values()).map(TimeField::label).toList();
    config.required("timestamp", "one of " + String.join(", ", labels));
    TimeField field =
        config
            .choice(
                "timestamp",
                labels,
                word ->
                    Arrays.stream(TimeField.values())
                        .filter(one -> one.label().equals(word))
                        .findFirst())
            .orElse(TimeField.CREATION_TIME);
    Duration maxDelay = config.duration("max_delay").orElse(Duration.ZERO);
    EventTime eventTime = new EventTime(field, maxDelay);
    MaxAhead maxAhead =
        new MaxAhead(eventTime, config.positiveDuration("max_ahead").orElse(MaxAhead.NO_LIMIT));
    return new AssigningStep(
        eventTime,
        config.has("max_delay"),
        maxAhead,
        (name, input) ->
            input
                .traced(name, new TraceEventTime(maxAhead))
                .applying(name, AssignTimestamps.of(name, maxAhead))
                .withEventTime(eventTime));
  }

  private static Step filter(Settings config) {
    Condition keep = config.condition("keep", "a condition such as x is not null");
    config.onlySql();
    return (name, input) ->
        input
            .traced(name, reading -> List.of(keep.test(reading) ? "passed" : LEFT_OUT))
            .applying(name, FilterReadings.keep(name, keep));
  }

  private static Step combine(Settings config) {
    List<Field> groupBy = CombineSettings.groupBy(config);
    List<AggregateColumn> aggregates = CombineSettings.aggregates(config, groupBy);
    boolean showPane = config.flag("pane");
    return (name, input) -> {
      EventTime eventTime = input.eventTime().orElseThrow();
      CombineSpec aggregation =
          new CombineSpec(groupBy, aggregates, showPane, eventTime, input.windowing());
      return new StepResult.Rows(
          input
              .traced(name, new TraceWindows(eventTime, input.windowing()))
              .blocks()
              .apply(name, CombineReadings.of(name, aggregation)),
          groupBy);
    };
  }

  private static Step deduplicate(Settings config) {
    Duration within =
        config.requiredDuration("within", "how long after max_delay a duplicate is still known");
    Field key = key(config, Field.USER);
    return new OrderedStep(
        key,
        within,
        (name, input) -> {
          OrderingSpec ordered = new OrderingSpec(key, input.eventTime().orElseThrow(), within);
          return input
              .traced(name, new TraceOrder(ordered))
              .ordered(
                  name, Deduplicate.by(name, ordered, input.ordering()).tracing(input.traced()));
        });
  }

  private static Field key(Settings config, Field usual) {
    return config.field("key", CombineSettings.TEXT_FIELDS).orElse(usual);
  }
}
