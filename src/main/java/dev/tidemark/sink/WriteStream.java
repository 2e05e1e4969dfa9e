package dev.tidemark.sink;

import dev.tidemark.model.SideOutput;
import dev.tidemark.time.ToGlobalWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes what comes out of a stream as it comes: a file for each sink and bundle, there as a whole
 * or not at all. All sinks are written by one step, since Spark runs a job for each in each
 * micro-batch.
 */
public final class WriteStream implements Sinks {
  /** Metrics of the rows written, by sink, for progress alone. */
  public static final String ROWS = "tidemark.rows";

  private final String directory;
  private final TaskIdentity tasks;
  private final List<PCollection<SinkRow>> rows = new ArrayList<>();
  private final List<PCollection<SideOutput>> sideOutput = new ArrayList<>();
  private boolean keepsNotes;

  private WriteStream(String directory, TaskIdentity tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  /**
   * Sinks in the directories below one.
   *
   * @param tasks how the runner names the tasks that may be run again
   */
  public static WriteStream below(String directory, TaskIdentity tasks) {
    return new WriteStream(directory, tasks);
  }

  @Override
  public void addRows(String sink, PCollection<String> rowsOfSink) {
    rows.add(
        rowsOfSink
            .apply("RowsOf_" + sink, ToGlobalWindow.create())
            .apply(
                "To_" + sink,
                MapElements.into(TypeDescriptor.of(SinkRow.class))
                    .via(row -> new SinkRow(sink, row)))
            .setCoder(SerializableCoder.of(SinkRow.class)));
  }

  @Override
  public void addSideOutput(String step, PCollection<SideOutput> sideOutputOfStep) {
    sideOutput.add(sideOutputOfStep.apply("SetAside_" + step, ToGlobalWindow.create()));
  }

  @Override
  public void keepTraceEvents() {
    keepsNotes = true;
  }

  @Override
  public void write(String malformed, Optional<String> late, Optional<String> duplicate) {
    rows.add(
        PCollectionList.of(sideOutput)
            .apply("SetAside", Flatten.pCollections())
            .apply(
                "SetAsideRows",
                ParDo.of(new SideOutputRows(malformed, late, duplicate, keepsNotes)))
            .setCoder(SerializableCoder.of(SinkRow.class)));
    PCollectionList.of(rows)
        .apply("Rows", Flatten.pCollections())
        .apply("Write", ParDo.of(new WriteFilesFn(directory, tasks)));
  }
}
