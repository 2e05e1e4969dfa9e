package dev.tidemark.sink;

import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.row.StepOutput;
import dev.tidemark.sink.file.FileFormat;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * Collects the rows and the side output of all steps of a pipeline, and then adds the transforms
 * that write them to files {@code part-*}, in a directory for each sink.
 */
public interface Sinks {
  /** The directory of the record counts, which the run reads at its end. */
  String RECORD_COUNTS = "_counts";

  /** The directory of the trace events, if a reading is traced. */
  String TRACE_EVENTS = "_trace";

  /** The directory of files that are still being written. */
  String UNFINISHED = "_unfinished";

  /** The namespace of the counters of written rows, by sink; only progress uses them. */
  String ROWS_WRITTEN = "tidemark.rows";

  /**
   * Writes the output of bounded input, with as many files for each sink as the runner chooses.
   *
   * @param directory in which each sink has a directory
   */
  static Sinks ofBatch(String directory) {
    return ofBatch(directory, 0);
  }

  /**
   * Writes the output of bounded input. The files of a sink appear together, when it is complete.
   *
   * @param directory in which each sink has a directory
   * @param shards how many files each sink of results has; 0 leaves that to the runner
   */
  static Sinks ofBatch(String directory, int shards) {
    return new BatchSinks(directory, shards);
  }

  /**
   * Writes the output of a stream as it arrives. Each bundle adds a file to each sink that it has
   * rows for; a file is there as a whole or not at all.
   *
   * @param directory in which each sink has a directory
   * @param tasks how the runner names the tasks that may run again
   */
  static Sinks ofStream(String directory, TaskIdentity tasks) {
    return new StreamSinks(directory, tasks);
  }

  /**
   * Adds the rows of a sink.
   *
   * @param files what they are written to, with the schema of the rows
   * @param rowsOfSink in any windows
   */
  void addRows(String sink, SinkFiles files, PCollection<Emitted<Row>> rowsOfSink);

  /**
   * Adds the side output of a step.
   *
   * @param sideOutput in any windows
   */
  void addSideOutput(String step, PCollection<SideOutput> sideOutput);

  /** Adds the rows of a sink of JSON lines, and the side output of the step that returned them. */
  default void add(String sink, StepOutput output) {
    SinkFiles files = new SinkFiles(FileFormat.JSON_LINES, output.schema(), RowIdentity.UNKNOWN);
    addRows(sink, files, output.rows());
    addSideOutput(sink, output.sideOutput());
  }

  /** Also writes the trace events of the side output. */
  void keepTraceEvents();

  /**
   * Adds the transforms that write everything that was added; to be called once. Each parameter
   * names a sink.
   *
   * @param late empty if no step can find readings late
   * @param duplicate empty if no step looks for duplicates
   */
  void write(String malformed, Optional<String> late, Optional<String> duplicate);

  /**
   * Adds the transforms that write the record counts and, if they are kept, the trace events, but
   * no dead letter; to be called once, in place of {@link #write}.
   */
  void writeCounts();

  /** What the files of a sink are, once it was added; those of dead letters are JSON lines. */
  SinkFiles filesOf(String sink);

  /** The micro-batch in which Spark wrote a file; the last possible one for other file names. */
  static long batchOf(String file) {
    return BundleName.batchOf(file);
  }
}
