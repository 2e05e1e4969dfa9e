package dev.tidemark.examples;

import static dev.tidemark.aggregate.AggregateColumn.count;
import static dev.tidemark.aggregate.AggregateColumn.distinct;
import static dev.tidemark.aggregate.AggregateColumn.mean;
import static dev.tidemark.schema.ActivitySchema.CREATION_TIME;
import static dev.tidemark.schema.ActivitySchema.GT;
import static dev.tidemark.schema.ActivitySchema.USER;
import static dev.tidemark.schema.ActivitySchema.X;
import static dev.tidemark.time.WindowingSpec.fixed;
import static dev.tidemark.time.WindowingSpec.sessions;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.tidemark.aggregate.CombineReadings;
import dev.tidemark.elementwise.FilterReadings;
import dev.tidemark.format.ReadingFormat.JsonLines;
import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.ordered.Deduplicate;
import dev.tidemark.ordered.RunStateMachine;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.sink.DropSideOutput;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation.Required;
import org.apache.beam.sdk.values.PCollection;

/**
 * The main job, {@code pipelines/activity-monitor.yaml}, as a batch pipeline in Java. Takes {@code
 * --input=GLOB}, {@code --output=DIR}, and options of Beam and its runner.
 */
public final class ActivityMonitor {
  /** A reading happened at its Creation_Time, and may arrive up to ten seconds later. */
  private static final EventTime TIME = new EventTime(CREATION_TIME, ofSeconds(10));

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
    PCollection<ReadingBatch> distinct =
        pipeline
            .apply(
                InputMatcher.match(List.of(input), new JsonLines(ActivitySchema.SCHEMA))
                    .readOnce("Read"))
            .apply(AssignTimestamps.of("EventTime", TIME))
            .apply(Deduplicate.by("Distinct", List.of(USER), TIME, ofMinutes(10)));
    // Malformed, late and duplicate records travel with the readings, and go to one branch.
    PCollection<ReadingBatch> readings = distinct.apply(DropSideOutput.create());
    WindowingSpec tenMinutes = fixed(ofMinutes(10)).withAllowedLateness(ofMinutes(10));
    WindowingSpec sessions = sessions(ofSeconds(5)).withAllowedLateness(ofMinutes(10));
    AlertOnCount alert =
        new AlertOnCount(
            TIME, List.of(USER), new SessionGap(ofSeconds(5)), 500, ActivityMonitor::isOnStairs);

    Sinks sinks = Sinks.ofBatch(output);
    sinks.add(
        "counts",
        distinct.apply(CombineReadings.by("Counts", USER, TIME, tenMinutes, count("count"))));
    sinks.add(
        "sessions",
        readings
            .apply(FilterReadings.keep("WithX", reading -> reading.has(X)))
            .apply(
                CombineReadings.by(
                    "Sessions",
                    USER,
                    TIME,
                    sessions,
                    count("count"),
                    distinct("activities", GT),
                    mean("mean_x", X))));
    sinks.add("alerts", readings.apply(RunStateMachine.by("Alerts", List.of(USER), TIME, alert)));
    sinks.write("malformed", Optional.of("late"), Optional.of("duplicate"));
  }

  private static boolean isOnStairs(Reading reading) {
    return List.of("stairsup", "stairsdown").contains(reading.text(GT).orElse(""));
  }
}
