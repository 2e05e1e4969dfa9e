package dev.tidemark.source;

import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.trace.Sightings;
import dev.tidemark.trace.Watch;
import java.io.IOException;
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
public final class ReadActivity extends PTransform<PBegin, PCollection<ReadingBlock>> {
  /** Metrics of reading, for progress alone: a retried bundle is counted again. */
  public static final String PROGRESS = "tidemark.progress";

  public static final String READINGS = "readings";

  /** Bytes of the files as they are on disk; those of a compressed file when it has been read. */
  public static final String BYTES = "bytes";

  private final transient InputFiles files;
  private final String step;
  private final Watch watch;

  private ReadActivity(InputFiles files, String step, Watch watch) {
    this.files = files;
    this.step = step;
    this.watch = watch;
  }

  public static ReadActivity from(InputFiles files, String step) {
    return new ReadActivity(files, step, Watch.NOBODY);
  }

  /** The same source, which notes where it reads what is watched. */
  public ReadActivity watching(Watch other) {
    return new ReadActivity(files, step, other);
  }

  @Override
  public PCollection<ReadingBlock> expand(PBegin begin) {
    return begin
        .apply("Ranges", Read.from(ActivityFileSource.of(files)))
        .apply("Parse", ParDo.of(new ParseFn(step, watch)))
        .setCoder(ReadingBlockCoder.of());
  }

  static final class ParseFn extends DoFn<FileRange, ReadingBlock> {
    private final Counter parsed = Metrics.counter(PROGRESS, READINGS);
    private final Counter bytesRead = Metrics.counter(PROGRESS, BYTES);
    private final String step;
    private final Watch watch;

    ParseFn(String step, Watch watch) {
      this.step = step;
      this.watch = watch;
    }

    @ProcessElement
    public void parse(@Element FileRange range, OutputReceiver<ReadingBlock> output)
        throws UnreadableInput {
      Sightings sightings = new Sightings(watch, step);
      LineParser parser = new LineParser(range.file(), sightings);
      BlockBuilder block = new BlockBuilder(step);
      long counted = 0;
      try (LineScanner lines = FileLines.of(range)) {
        while (lines.next()) {
          parser.parse(lines, block);
          if (block.isFull()) {
            emit(block, sightings, output);
            long read = range.bytesUpTo(lines.position());
            bytesRead.inc(read - counted);
            counted = read;
          }
        }
      } catch (IOException e) {
        throw new UnreadableInput(range.file(), e);
      }
      if (!block.isEmpty()) {
        emit(block, sightings, output);
      }
      bytesRead.inc(range.size() - counted);
    }

    private void emit(
        BlockBuilder block, Sightings sightings, OutputReceiver<ReadingBlock> output) {
      ReadingBlock full = block.take();
      parsed.inc(full.readings().size());
      output.output(full.setAsideToo(sightings.take()));
    }
  }
}
