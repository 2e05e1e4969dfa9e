package dev.tidemark.sink;

import dev.tidemark.model.SideOutput;
import dev.tidemark.row.StepOutput;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;

/** Collects the rows and the set-aside records of all steps and writes each kind to its sink. */
public interface Sinks {
  /** The directory of the record counts, for whoever waits for the run. */
  String BOOKS = "_books";

  /** The directory of the notes, where some are kept. */
  String NOTES = "_notes";

  /** The directory of files that are still being written. */
  String UNFINISHED = "_unfinished";

  void addRows(String sink, PCollection<String> rows);

  void addSideOutput(String step, PCollection<SideOutput> sideOutput);

  /** Adds the rows of a sink, and the side output of the step that they are from. */
  default void add(String sink, StepOutput output) {
    addRows(sink, output.rows());
    addSideOutput(sink, output.sideOutput());
  }

  /** Writes the notes as well. */
  void keepTraceEvents();

  /**
   * Adds the writes to the pipeline.
   *
   * @param late the sink of late readings, where any step can set some aside
   * @param duplicate the sink of duplicates, where a step looks for them
   */
  void write(String malformed, Optional<String> late, Optional<String> duplicate);

  /** The micro-batch in which Spark wrote a part of a sink; the latest there is for other names. */
  static long batchOf(String part) {
    return BundleName.batchOf(part);
  }
}
