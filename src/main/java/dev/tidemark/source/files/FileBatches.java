package dev.tidemark.source.files;

import dev.tidemark.format.BatchBuilder;
import dev.tidemark.format.LineParser;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.util.List;

/** Reads files in this thread, without a pipeline, for what looks at readings before a run. */
public final class FileBatches {
  private static final String STEP = "Read";

  private FileBatches() {}

  /** Takes what was read. */
  @FunctionalInterface
  public interface Taker<X extends Exception> {
    void take(ReadingBatch batch) throws X;
  }

  /**
   * Reads files one after the other.
   *
   * @throws UnreadableInputException if a file cannot be read
   * @throws X what the taker throws
   */
  public static <X extends Exception> void read(
      List<InputFile> files, ReadingFormat format, Taker<X> taker)
      throws UnreadableInputException, X {
    BatchBuilder batch = new BatchBuilder(STEP, format.schema());
    ReadTracer tracer = new ReadTracer(TracedReading.NOBODY, STEP);
    for (InputFile file : files) {
      try (LineScanner lines =
          FileLines.from(file.name(), file.compressed(), 0, Long.MAX_VALUE, format.quoting())) {
        LineParser parser =
            new LineParser(
                file.name(),
                "byte",
                tracer,
                format.parser(FileLines.head(file.name(), format.quoting())));
        while (lines.next()) {
          parser.parse(lines, batch);
          if (batch.isFull()) {
            taker.take(batch.take());
          }
        }
      } catch (IOException e) {
        throw new UnreadableInputException(file.name(), e);
      }
    }
    if (!batch.isEmpty()) {
      taker.take(batch.take());
    }
  }
}
