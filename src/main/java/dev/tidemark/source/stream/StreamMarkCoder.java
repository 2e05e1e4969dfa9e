package dev.tidemark.source.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Encodes checkpoint marks: the stream's position by its own coder, the clock, the count. */
final class StreamMarkCoder<P> extends CustomCoder<StreamMark<P>> {
  private static final Coder<Long> READINGS = VarLongCoder.of();

  private final Coder<P> positions;

  StreamMarkCoder(Coder<P> positions) {
    this.positions = positions;
  }

  @Override
  public void encode(StreamMark<P> mark, OutputStream out) throws IOException {
    positions.encode(mark.position(), out);
    ArrivalClock.State.CODER.encode(mark.clock(), out);
    READINGS.encode(mark.readings(), out);
  }

  @Override
  public StreamMark<P> decode(InputStream in) throws IOException {
    return new StreamMark<>(
        positions.decode(in), ArrivalClock.State.CODER.decode(in), READINGS.decode(in));
  }
}
