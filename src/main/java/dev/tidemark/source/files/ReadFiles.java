package dev.tidemark.source.files;

import dev.tidemark.format.BatchBuilder;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads activity JSON lines from files into blocks of readings. Malformed lines are set aside.
 * Large files are cut into ranges that are read in parallel; gzip and bzip2 files are read whole.
 */
public final class ReadFiles extends PTransform<PBegin, PCollection<ReadingBatch>> {
  /** Metrics of reading, for progress alone: a retried bundle is counted again. */
  public static final String PROGRESS = "tidemark.progress";

  public static final String READINGS = "readings";

  /** Bytes of the files as they are on disk; those of a compressed file when it has been read. */
  public static final String BYTES = "bytes";

  private final transient List<InputFile> files;
  private final String step;
  private final TracedReading traced;

  private ReadFiles(List<InputFile> files, String step, TracedReading traced) {
    super(step);
    this.files = files;
    this.step = step;
    this.traced = traced;
  }

  public static ReadFiles from(List<InputFile> files, String step) {
    return new ReadFiles(files, step, TracedReading.NOBODY);
  }

  /** The same source, which notes where it reads what is watched. */
  public ReadFiles tracing(TracedReading other) {
    return new ReadFiles(files, step, other);
  }

  @Override
  public PCollection<ReadingBatch> expand(PBegin begin) {
    return begin
        .apply("Ranges", Read.from(FileRangeSource.of(files)))
        .apply("Parse", ParDo.of(new ParseFn(step, traced)))
        .setCoder(ReadingBatchCoder.of());
  }

  static final class ParseFn extends DoFn<FileRange, ReadingBatch> {
    private final Counter parsed = Metrics.counter(PROGRESS, READINGS);
    private final Counter bytesRead = Metrics.counter(PROGRESS, BYTES);
    private final String step;
    private final TracedReading traced;

    ParseFn(String step, TracedReading traced) {
      this.step = step;
      this.traced = traced;
    }

    @ProcessElement
    public void parse(@Element FileRange range, OutputReceiver<ReadingBatch> output)
        throws UnreadableInputException {
      ReadTracer sightings = new ReadTracer(traced, step);
      LineParser parser = new LineParser(range.file(), sightings);
      BatchBuilder batch = new BatchBuilder(step);
      long counted = 0;
      try (LineScanner lines = FileLines.of(range)) {
        while (lines.next()) {
          parser.parse(lines, batch);
          if (batch.isFull()) {
            emit(batch, sightings, output);
            long read = range.bytesUpTo(lines.position());
            bytesRead.inc(read - counted);
            counted = read;
          }
        }
      } catch (IOException e) {
        throw new UnreadableInputException(range.file(), e);
      }
      if (!batch.isEmpty()) {
        emit(batch, sightings, output);
      }
      bytesRead.inc(range.size() - counted);
    }

    private void emit(
        BatchBuilder batch, ReadTracer sightings, OutputReceiver<ReadingBatch> output) {
      ReadingBatch full = batch.take();
      parsed.inc(full.readings().size());
      output.output(full.withSideOutput(sightings.take()));
    }
  }
}
