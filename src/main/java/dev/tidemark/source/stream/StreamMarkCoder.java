package dev.tidemark.source.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.SerializableCoder;

/**
 * Decodes a mark, and remembers it for the thread that is about to read from there. Beam's runner
 * for Spark keeps readers, and takes the one it has without telling it where to go on: where the
 * source was read on another executor meanwhile, that is somewhere else. But it decodes the mark
 * right before it reads, in the same thread.
 */
final class StreamMarkCoder extends CustomCoder<StreamMark> {
  private static final Coder<StreamMark> JAVA = SerializableCoder.of(StreamMark.class);
  private static final ThreadLocal<StreamMark> DECODED = new ThreadLocal<>();

  /** The mark that this thread has decoded since it was last asked. */
  static Optional<StreamMark> takeDecoded() {
    Optional<StreamMark> decoded = Optional.ofNullable(DECODED.get());
    DECODED.remove();
    return decoded;
  }

  @Override
  public void encode(StreamMark mark, OutputStream out) throws IOException {
    JAVA.encode(mark, out);
  }

  @Override
  public StreamMark decode(InputStream in) throws IOException {
    StreamMark mark = JAVA.decode(in);
    DECODED.set(mark);
    return mark;
  }
}
