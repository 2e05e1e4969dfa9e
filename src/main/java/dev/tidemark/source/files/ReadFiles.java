package dev.tidemark.source.files;

import dev.tidemark.format.BatchBuilder;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.format.ReadingParser;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads readings from files, once. Large files are cut into ranges that are read in parallel; gzip
 * bzip2 and zstd files are read whole.
 *
 * <p>The output is bounded: batches of readings in the global window, without timestamps, encoded
 * by {@link ReadingBatchCoder}. Malformed lines and record counts ride along as side output. A file
 * that cannot be read fails the pipeline with an {@link UnreadableInputException}.
 */
public final class ReadFiles extends PTransform<PBegin, PCollection<ReadingBatch>> {
  /** Namespace of metrics for progress alone, since a retried bundle is counted again. */
  public static final String PROGRESS = "tidemark.progress";

  /** Counter of readings. */
  public static final String READINGS = "readings";

  /** Counter of bytes on disk, compressed or not. */
  public static final String BYTES = "bytes";

  private final transient List<InputFile> files;
  private final ReadingFormat format;
  private final String step;
  private final TracedReading traced;
  private final Splitting splitting;

  private ReadFiles(
      List<InputFile> files,
      ReadingFormat format,
      String step,
      TracedReading traced,
      Splitting splitting) {
    super(step);
    this.files = files;
    this.format = format;
    this.step = step;
    this.traced = traced;
    this.splitting = splitting;
  }

  /**
   * Creates a transform that reads files.
   *
   * @param step the name that record counts and trace events carry
   */
  public static ReadFiles of(String step, List<InputFile> files, ReadingFormat format) {
    return new ReadFiles(files, format, step, TracedReading.NOBODY, Splitting.INITIAL);
  }

  /** Returns the same transform, which also records where it reads a given reading. */
  public ReadFiles tracing(TracedReading other) {
    return new ReadFiles(files, format, step, other, splitting);
  }

  /** Returns the same transform, which splits the files as the runner needs it. */
  public ReadFiles splitting(Splitting other) {
    return new ReadFiles(files, format, step, traced, other);
  }

  @Override
  public PCollection<ReadingBatch> expand(PBegin begin) {
    return begin
        .apply("Ranges", Read.from(FileRangeSource.of(files, format, splitting)))
        .apply("Parse", ParDo.of(new ParseFn(format, step, traced)))
        .setCoder(ReadingBatchCoder.of(format.schema()));
  }

  /** Parses the lines of ranges; what is left of one begins the batch of the next in its bundle. */
  static final class ParseFn extends DoFn<FileRange, ReadingBatch> {
    private final Counter parsed = Metrics.counter(PROGRESS, READINGS);
    private final Counter bytesRead = Metrics.counter(PROGRESS, BYTES);
    private final ReadingFormat format;
    private final String step;
    private final TracedReading traced;
    private transient BatchBuilder batch;
    private transient ReadTracer tracer;

    /** That of the range before, where it serves any file: it knows how their lines look. */
    private transient Optional<ReadingParser> shared;

    ParseFn(ReadingFormat format, String step, TracedReading traced) {
      this.format = format;
      this.step = step;
      this.traced = traced;
    }

    @StartBundle
    public void startBundle() {
      batch = new BatchBuilder(step, format.schema());
      tracer = new ReadTracer(traced, step);
      shared = Optional.empty();
    }

    @ProcessElement
    public void parse(@Element FileRange range, OutputReceiver<ReadingBatch> output)
        throws UnreadableInputException {
      long counted = 0;
      try (RangeLines open = FileLines.of(range, format.quoting())) {
        LineScanner lines = open.scanner();
        LineParser parser = new LineParser(range.file(), "byte", tracer, parser(range));
        while (lines.next()) {
          parser.parse(lines, batch);
          if (batch.isFull()) {
            output.output(take());
            long read = open.bytesRead().getAsLong();
            bytesRead.inc(read - counted);
            counted = read;
          }
        }
      } catch (IOException e) {
        throw new UnreadableInputException(range.file(), e);
      }
      bytesRead.inc(range.size() - counted);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      rest()
          .ifPresent(
              readings ->
                  context.output(
                      readings, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    }

    /** What was parsed since the last full batch. */
    Optional<ReadingBatch> rest() {
      return batch.isEmpty() ? Optional.empty() : Optional.of(take());
    }

    private ReadingParser parser(FileRange range) throws IOException {
      if (shared.isPresent()) {
        return shared.get();
      }
      ReadingParser parser = format.parser(FileLines.head(range.file(), format.quoting()));
      shared = format.hasHead() ? Optional.empty() : Optional.of(parser);
      return parser;
    }

    private ReadingBatch take() {
      ReadingBatch full = batch.take();
      parsed.inc(full.readings().size());
      return full.withSideOutput(tracer.take());
    }
  }
}
