package dev.tidemark.output;

import dev.tidemark.exit.FailureException;
import dev.tidemark.sink.SinkFiles;
import dev.tidemark.sink.Sinks;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The output directory of a stream, which writes its rows in place while it runs. */
public record StreamOutput(OutputDirectory output) {
  /**
   * Where Spark keeps the state of a stream: executors must reach it, as they do the results. Its
   * own default is a place from which a later run of the same name would resume.
   */
  public static final String CHECKPOINT = "_checkpoint";

  /** The directory itself. */
  public Directory directory() {
    return output.directory();
  }

  /** Deletes the results of earlier runs before a stream begins. */
  public void start(Collection<String> sinks) throws FailureException {
    try {
      output.results().delete(sinks);
      output.deleteInternal();
    } catch (IOException | IllegalArgumentException e) {
      throw output.cannotWrite(e);
    }
  }

  /** Makes the place for Spark's state, which holds the run's settings: for its owner alone. */
  public void createCheckpoint() throws FailureException {
    try {
      directory().child(CHECKPOINT).createPrivate();
    } catch (IOException e) {
      throw output.cannotWrite(e);
    }
  }

  /**
   * Deletes what the stream had written after its checkpoint: it is written again.
   *
   * @param lastBatch the time of the last micro-batch that the checkpoint knows
   */
  public void resume(Collection<String> sinks, long lastBatch) throws FailureException {
    try {
      List<String> written = new ArrayList<>(sinks);
      written.addAll(List.of(Sinks.RECORD_COUNTS, Sinks.TRACE_EVENTS));
      for (String sink : written) {
        Directory parts = directory().child(sink);
        parts.delete(
            parts.files(
                file ->
                    file.startsWith("part-")
                        && ResultFiles.areRows(file)
                        && Sinks.batchOf(file) > lastBatch));
      }
      directory().child(Sinks.UNFINISHED).deleteTree();
    } catch (IOException | IllegalArgumentException e) {
      throw output.cannotWrite(e);
    }
  }

  /**
   * Records that all results are there; a sink without rows gets a file without rows.
   *
   * @param filesOf what the files of a sink are
   */
  public void complete(
      Collection<String> sinks, Function<String, SinkFiles> filesOf, Manifest manifest)
      throws FailureException {
    try {
      output.checkIsOurs();
      output.results().check(manifest.outputs());
      for (String sink : sinks) {
        output.results().createIfEmpty(sink, filesOf.apply(sink));
      }
      output.results().complete(manifest.toJson());
    } catch (IOException | IllegalArgumentException e) {
      throw output.cannotWrite(e);
    }
  }

  /** Deletes what only a resumed stream needs. */
  public void clear() throws FailureException {
    try {
      output.deleteInternal();
    } catch (IOException | IllegalArgumentException e) {
      throw output.cannotWrite(e);
    }
  }
}
