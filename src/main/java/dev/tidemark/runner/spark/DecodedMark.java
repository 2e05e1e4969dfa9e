package dev.tidemark.runner.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * The mark that the current thread has decoded last. A reader that Beam has cached learns nowhere
 * else where to resume; {@code StateSpecFunctions.mapSourceFunction} decodes the mark and then
 * reads, in one thread.
 */
final class DecodedMark {
  private static final ThreadLocal<CheckpointMark> LAST = new ThreadLocal<>();

  private DecodedMark() {}

  /** The mark that this thread has decoded since it was last asked. */
  static Optional<CheckpointMark> take() {
    Optional<CheckpointMark> decoded = Optional.ofNullable(LAST.get());
    LAST.remove();
    return decoded;
  }

  /** Decodes marks, and remembers the last one of each thread. */
  static final class RecordingCoder<M extends CheckpointMark> extends CustomCoder<M> {
    private final Coder<M> coder;

    RecordingCoder(Coder<M> coder) {
      this.coder = coder;
    }

    @Override
    public void encode(M mark, OutputStream out) throws IOException {
      coder.encode(mark, out);
    }

    @Override
    public M decode(InputStream in) throws IOException {
      M mark = coder.decode(in);
      LAST.set(mark);
      return mark;
    }
  }
}
