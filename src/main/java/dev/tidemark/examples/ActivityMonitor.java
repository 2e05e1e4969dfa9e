package dev.tidemark.examples;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.tidemark.aggregate.AggregateColumn;
import dev.tidemark.aggregate.CombineReadings;
import dev.tidemark.aggregate.CombineSpec;
import dev.tidemark.aggregate.Function;
import dev.tidemark.condition.FilterReadings;
import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.Deduplicate;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.ordered.RunStateMachine;
import dev.tidemark.row.StepOutput;
import dev.tidemark.sink.DropSideOutput;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.source.files.ReadFiles;
import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.TimeField;
import dev.tidemark.time.WindowingSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation.Required;
import org.apache.beam.sdk.values.PCollection;

/**
 * The main job, {@code pipelines/activity-monitor.yaml}, in Java: drops duplicates, counts by user
 * in fixed windows and in sessions, and raises an alert when a session has 500 readings on stairs.
 *
 * <p>Takes {@code --input=GLOB}, {@code --output=DIR}, and the options of Beam and its runner, such
 * as {@code --runner=SparkRunner}.
 */
public final class ActivityMonitor {
  /** A reading happened at its Creation_Time, and may arrive up to ten seconds later. */
  private static final EventTime EVENT_TIME = new EventTime(TimeField.CREATION_TIME, ofSeconds(10));

  private static final Set<String> STAIRS = Set.of("stairsup", "stairsdown");

  private ActivityMonitor() {}

  /** Where the pipeline reads and writes. */
  public interface Options extends PipelineOptions {
    @Required
    String getInput();

    void setInput(String glob);

    @Required
    String getOutput();

    void setOutput(String directory);
  }

  public static void main(String[] args) throws NoInputException {
    Options options = PipelineOptionsFactory.fromArgs(args).withValidation().as(Options.class);
    Pipeline pipeline = Pipeline.create(options);
    addTo(pipeline, options.getInput(), options.getOutput());
    pipeline.run().waitUntilFinish();
  }

  static void addTo(Pipeline pipeline, String input, String output) throws NoInputException {
    OrderingStrategy ordering = OrderingStrategy.sorted(); // The input is bounded.
    PCollection<ReadingBatch> distinct =
        pipeline
            .apply(ReadFiles.from(InputMatcher.match(List.of(input)).files(), "Read"))
            .apply(AssignTimestamps.of("EventTime", EVENT_TIME))
            .apply(
                Deduplicate.by(
                    "Distinct", new OrderingSpec(Field.USER, EVENT_TIME, ofMinutes(10)), ordering));
    // Malformed, late and duplicate records travel with the readings, and go to one branch.
    PCollection<ReadingBatch> readings = distinct.apply("DropSideOutput", DropSideOutput.create());

    StepOutput counts =
        distinct.apply(
            CombineReadings.of(
                "Counts",
                CombineSpec.by(
                    Field.USER,
                    EVENT_TIME,
                    updated(WindowingSpec.fixed(ofMinutes(10))),
                    AggregateColumn.count("count"))));

    StepOutput sessions =
        readings
            .apply(FilterReadings.keep("WithX", Field.X::isPresent))
            .apply(
                CombineReadings.of(
                    "Sessions",
                    CombineSpec.by(
                        Field.USER,
                        EVENT_TIME,
                        updated(WindowingSpec.sessions(ofSeconds(5))),
                        AggregateColumn.count("count"),
                        new AggregateColumn("activities", Function.DISTINCT, Field.GT),
                        new AggregateColumn("mean_x", Function.MEAN, Field.X))));

    StepOutput alerts =
        readings.apply(
            RunStateMachine.of(
                "Alerts",
                OrderingSpec.by(Field.USER, EVENT_TIME),
                ordering.after(),
                new AlertOnCount(
                    EVENT_TIME,
                    Field.USER,
                    new SessionGap(ofSeconds(5)),
                    500,
                    reading -> reading.gt().filter(STAIRS::contains).isPresent())));

    Sinks sinks = Sinks.ofBatch(output, 0);
    sinks.add("counts", counts);
    sinks.add("sessions", sessions);
    sinks.add("alerts", alerts);
    sinks.write("malformed", Optional.of("late"), Optional.of("duplicate"));
  }

  /** Windows that still count late readings for ten minutes, and in a stream also fire early. */
  private static WindowingSpec updated(WindowingSpec windows) {
    return windows.withAllowedLateness(ofMinutes(10)).withEarlyFirings(ofSeconds(10));
  }
}
