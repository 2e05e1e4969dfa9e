package dev.tidemark.ingest;

import dev.tidemark.explain.Watch;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
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
    private final String step;
    private final Watch watch;

    ParseFn(String step, Watch watch) {
      this.step = step;
      this.watch = watch;
    }

    @ProcessElement
    public void parse(@Element FileRange range, OutputReceiver<ReadingBlock> output)
        throws UnreadableInput {
      ReadingParser parser = new ReadingParser();
      BlockBuilder block = new BlockBuilder(step);
      Sightings sightings = new Sightings(watch, step);
      try (LineScanner lines = open(range)) {
        while (lines.next()) {
          if (!lines.isBlank()) {
            parseLine(range, lines, parser, block, sightings);
          }
          if (block.isFull()) {
            emit(block, sightings, output);
          }
        }
      } catch (IOException e) {
        throw new UnreadableInput(range.file(), e);
      }
      if (!block.isEmpty()) {
        emit(block, sightings, output);
      }
    }

    private void emit(
        BlockBuilder block, Sightings sightings, OutputReceiver<ReadingBlock> output) {
      ReadingBlock full = block.take();
      parsed.inc(full.readings().size());
      output.output(new ReadingBlock(full.readings(), full.setAside().plus(sightings.take())));
    }

    private static void parseLine(
        FileRange range,
        LineScanner lines,
        ReadingParser parser,
        BlockBuilder block,
        Sightings sightings) {
      if (lines.isTooLong()) {
        String error =
            "the line has %d bytes, %d are allowed; its first %d are kept here"
                .formatted(lines.fullLength(), LineScanner.LONGEST_LINE, LineScanner.LONGEST_LINE);
        block.add(malformed(range, lines, MalformedLine.Reason.LINE_TOO_LONG, error));
        return;
      }
      try {
        Reading reading = parser.parse(lines.array(), lines.start(), lines.length());
        block.add(reading);
        sightings.saw(reading, range.file(), lines.offset());
      } catch (NotAReading e) {
        block.add(malformed(range, lines, e.reason(), e.getMessage()));
      }
    }

    private static MalformedLine malformed(
        FileRange range, LineScanner lines, MalformedLine.Reason reason, String error) {
      return MalformedLine.of(range.file(), lines.offset(), reason, error, lines.copyOfLine());
    }

    static LineScanner open(FileRange range) throws IOException {
      ReadableByteChannel channel =
          FileSystems.open(FileSystems.matchNewResource(range.file(), false));
      try {
        if (range.compressed()) {
          ReadableByteChannel plain = Compression.detect(range.file()).readDecompressed(channel);
          return new LineScanner(plain, 0, Long.MAX_VALUE);
        }
        if (range.start() == 0) {
          return new LineScanner(channel, 0, range.end());
        }
        // One byte back: a line that begins right at the start is this range's own.
        seek(channel, range.start() - 1);
        LineScanner lines = new LineScanner(channel, range.start() - 1, range.end());
        lines.skipPartialLine();
        return lines;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    private static void seek(ReadableByteChannel channel, long position) throws IOException {
      if (channel instanceof SeekableByteChannel seekable) {
        seekable.position(position);
        return;
      }
      Channels.newInputStream(channel).skipNBytes(position);
    }
  }
}
