package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.lateness.JudgedStep;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.TraceEvents;
import dev.tidemark.output.Manifest;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.sink.SideOutputRows;
import dev.tidemark.sink.SinkFiles;
import dev.tidemark.sink.Sinks;
import dev.tidemark.storage.Directory;
import dev.tidemark.trace.ExplainedWindow;
import dev.tidemark.trace.ReadingId;
import dev.tidemark.trace.Trace;
import dev.tidemark.trace.WindowTrace;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run has recorded about itself: its record counts, and the events of a reading that is
 * explained.
 */
public record RunCounts(RecordCounts counts, List<TraceEvent> traceEvents) {

  /** How many different delays of a step are kept apart: some 100 MB. */
  private static final int MAX_DELAYS = 4_000_000;

  /** How many readings of a window are explained: some 200 MB. */
  private static final int MAX_MEMBERS = 1_000_000;

  /**
   * Reads what a batch run has left below a directory.
   *
   * @throws FailureException if it has left no record counts; it leaves some even if nothing was
   *     read
   */
  public static RunCounts ofBatch(Directory directory) throws FailureException {
    RunCounts counted = in(directory);
    if (!hasCounts(directory)) {
      throw noCounts(directory, "", null);
    }
    return counted;
  }

  /**
   * Reads what a stream has left below a directory.
   *
   * @param readings that its source has emitted, as the runner has counted them
   * @throws FailureException if it has left no record counts of any
   */
  public static RunCounts ofStream(Directory directory, long readings) throws FailureException {
    RunCounts counted = in(directory);
    if (readings > 0 && counted.counts().total(Outcome.ACCEPTED) == 0) {
      throw noCounts(directory, ", though " + readings + " readings were read", null);
    }
    return counted;
  }

  private static RunCounts in(Directory directory) throws FailureException {
    try {
      RecordCounts counts = RecordCounts.EMPTY;
      for (String row : rows(directory.child(Sinks.RECORD_COUNTS))) {
        counts = counts.plus(SideOutputRows.parseCounts(row));
      }
      TraceEvents traceEvents = new TraceEvents();
      for (String row : rows(directory.child(Sinks.TRACE_EVENTS))) {
        traceEvents.add(SideOutputRows.parseTraceEvent(row));
        checkSize(traceEvents);
      }
      return new RunCounts(counts, traceEvents.take());
    } catch (IOException e) {
      throw noCounts(directory, ": " + e.getMessage(), e);
    }
  }

  private static void checkSize(TraceEvents traceEvents) throws FailureException {
    if (traceEvents.members() > MAX_MEMBERS) {
      throw new FailureException(
          ExitCode.DATA,
          String.format(
              Locale.ROOT,
              "--explain-window finds more than %,d readings of that window or, with sessions, of"
                  + " that key, too many to explain; give a part of the input",
              MAX_MEMBERS));
    }
    List<String> steps = traceEvents.stepsWithMore(MAX_DELAYS);
    if (!steps.isEmpty()) {
      throw new FailureException(
          ExitCode.DATA,
          String.format(
              Locale.ROOT,
              "the readings that reach %s have more than %,d different delays, too many to count"
                  + " each; give a part of the input",
              steps.get(0),
              MAX_DELAYS));
    }
  }

  private static boolean hasCounts(Directory directory) throws FailureException {
    try {
      return !directory.child(Sinks.RECORD_COUNTS).files(ResultFiles::areRows).isEmpty();
    } catch (IOException e) {
      throw noCounts(directory, ": " + e.getMessage(), e);
    }
  }

  private static FailureException noCounts(Directory directory, String why, IOException cause) {
    return new FailureException(
        ExitCode.PIPELINE_FAILED,
        List.of(
            "the run has left no record counts below "
                + directory.path()
                + why
                + "; its results are not complete there"),
        cause);
  }

  /** The manifest of a run that ends now, with these sinks. */
  Manifest manifest(RunRequest request, Sinks sinks, Instant started) {
    return new Manifest(
        request.spec().name(),
        request.runnerName(),
        request.mode().label(),
        request.spec().arrivals(),
        request.spec().clockTables(),
        started,
        Instant.now(),
        counts,
        request.spec().source().malformedSink(),
        outputs(request.spec()),
        files(request.spec(), sinks),
        request.postConditions().failedBy(counts));
  }

  private Map<String, Long> outputs(PipelineSpec spec) {
    Map<String, Long> outputs = new LinkedHashMap<>();
    for (String sink : spec.resultSinks()) {
      outputs.put(sink, counts.count(sink, Outcome.WRITTEN));
    }
    spec.lateSink().ifPresent(sink -> outputs.put(sink, counts.total(Outcome.LATE)));
    spec.duplicateSink().ifPresent(sink -> outputs.put(sink, counts.total(Outcome.DUPLICATE)));
    outputs.put(spec.source().malformedSink(), counts.total(Outcome.MALFORMED));
    return outputs;
  }

  private static Map<String, SinkFiles> files(PipelineSpec spec, Sinks sinks) {
    Map<String, SinkFiles> files = new LinkedHashMap<>();
    spec.sinkNames().forEach(sink -> files.put(sink, sinks.filesOf(sink)));
    return files;
  }

  /** What happened to a reading. */
  Trace trace(ReadingId id, PipelineSpec spec) {
    Trace trace = new Trace(id, spec.transformNames());
    traceEvents.forEach(trace::add);
    return trace;
  }

  /** What a window of a step consists of. */
  WindowTrace trace(ExplainedWindow window, PipelineSpec spec) {
    JudgedStep step =
        spec.windowedSteps().stream()
            .filter(each -> each.name().equals(window.step()))
            .findFirst()
            .orElseThrow();
    WindowTrace trace =
        new WindowTrace(window, step.eventTime().maxDelay(), step.windowing().orElseThrow());
    traceEvents.forEach(trace::add);
    return trace;
  }

  private static List<String> rows(Directory directory) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String file : directory.files(ResultFiles::areRows)) {
      directory.read(file).lines().forEach(rows::add);
    }
    return rows;
  }
}
