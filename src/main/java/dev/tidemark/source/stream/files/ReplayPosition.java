package dev.tidemark.source.stream.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * How far the files of a replay have been emitted.
 *
 * @param order in which the files begin
 * @param begun how many of them have begun
 * @param open those of them that have not ended
 */
record ReplayPosition(ReplayOrder order, int begun, List<FilePosition> open) {
  static final Coder<ReplayPosition> CODER = new PositionCoder();

  private static final class PositionCoder extends CustomCoder<ReplayPosition> {
    private static final Coder<List<FilePosition>> FILES = ListCoder.of(FilePosition.CODER);

    @Override
    public void encode(ReplayPosition position, OutputStream out) throws IOException {
      ReplayOrder.CODER.encode(position.order(), out);
      VarIntCoder.of().encode(position.begun(), out);
      FILES.encode(position.open(), out);
    }

    @Override
    public ReplayPosition decode(InputStream in) throws IOException {
      return new ReplayPosition(
          ReplayOrder.CODER.decode(in), VarIntCoder.of().decode(in), FILES.decode(in));
    }
  }
}
