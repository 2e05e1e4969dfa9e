package dev.tidemark.runner.spark;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Instant;

/**
 * A source whose readers resume from the mark that Spark means, and which is read once.
 *
 * <p>Beam's Spark runner caches readers by the number of their source, and takes the cached one
 * without telling it the mark to resume from ({@code MicrobatchSource.getOrCreateReader}; see <a
 * href="https://github.com/apache/beam/issues/19456">apache/beam#19456</a> on that cache). If
 * another executor has read the source in the meantime, the reader is somewhere else. But the
 * runner decodes the mark right before it reads, in the same thread: see {@link DecodedMark}.
 *
 * @param <T> what is read
 * @param <M> marks that are equal where they mean the same place
 */
final class RepositioningSource<T, M extends CheckpointMark> extends UnboundedSource<T, M> {
  private final UnboundedSource<T, M> source;

  RepositioningSource(UnboundedSource<T, M> source) {
    this.source = source;
  }

  @Override
  public List<RepositioningSource<T, M>> split(int desiredNumSplits, PipelineOptions options)
      throws Exception {
    return source.split(desiredNumSplits, options).stream()
        .<RepositioningSource<T, M>>map(RepositioningSource::new)
        .toList();
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, M mark) throws IOException {
    // It is for this reader, and not for one that this thread may ask next.
    DecodedMark.take();
    return new Reader<>(this, options, Optional.ofNullable(mark));
  }

  @Override
  public Coder<M> getCheckpointMarkCoder() {
    return new DecodedMark.RecordingCoder<>(source.getCheckpointMarkCoder());
  }

  @Override
  public Coder<T> getOutputCoder() {
    return source.getOutputCoder();
  }

  /** Reads from where it was, unless the runner has decoded another mark since. */
  private static final class Reader<T, M extends CheckpointMark> extends UnboundedReader<T> {
    private final RepositioningSource<T, M> source;
    private final PipelineOptions options;
    private UnboundedReader<T> reader;
    private Optional<M> lastMark;
    private boolean isStarted;
    private boolean isPastLastMark;

    Reader(RepositioningSource<T, M> source, PipelineOptions options, Optional<M> mark)
        throws IOException {
      this.source = source;
      this.options = options;
      this.reader = source.source.createReader(options, mark.orElse(null));
      this.lastMark = mark;
    }

    @Override
    public boolean start() throws IOException {
      return advance();
    }

    @Override
    public boolean advance() throws IOException {
      refuseToReadAgain();
      repositionIfAsked();
      isPastLastMark = true;
      if (isStarted) {
        return reader.advance();
      }
      isStarted = true;
      return reader.start();
    }

    @Override
    public T getCurrent() throws NoSuchElementException {
      return reader.getCurrent();
    }

    @Override
    public Instant getCurrentTimestamp() throws NoSuchElementException {
      return reader.getCurrentTimestamp();
    }

    @Override
    public Instant getWatermark() {
      return reader.getWatermark();
    }

    @Override
    @SuppressWarnings("unchecked") // The marks of a source's readers are those of the source.
    public CheckpointMark getCheckpointMark() {
      M mark = (M) reader.getCheckpointMark();
      lastMark = Optional.of(mark);
      isPastLastMark = false;
      return mark;
    }

    @Override
    public UnboundedSource<T, M> getCurrentSource() {
      return source;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }

    @SuppressWarnings("unchecked") // The thread has decoded it for this source.
    private void repositionIfAsked() throws IOException {
      Optional<M> asked = DecodedMark.take().map(mark -> (M) mark);
      if (asked.isPresent() && (isPastLastMark || !asked.equals(lastMark))) {
        reader.close();
        reader = source.source.createReader(options, asked.get());
        isStarted = false;
        lastMark = asked;
      }
    }

    /**
     * Spark reads the input of a micro-batch once, before it runs, and keeps it. If Spark has lost
     * the input it would read again, but be given what comes next, and what was read before would
     * be missing.
     */
    private static void refuseToReadAgain() {
      SparkTasks.microBatch()
          .ifPresent(
              batch -> {
                throw new IllegalStateException(
                    "Spark has lost the input of micro-batch %s, which cannot be read twice; with"
                            .formatted(batch)
                        + " --checkpoint the same command resumes from the last one that was kept");
              });
    }
  }
}
