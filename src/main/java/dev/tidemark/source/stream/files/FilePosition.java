package dev.tidemark.source.stream.files;

import dev.tidemark.source.stream.SteadyClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * How far the lines of a file have been emitted.
 *
 * @param next where the first line begins that may not have been emitted
 * @param lastTime the merge time of the last line emitted, and {@code lastOffset} where it begins:
 *     lines after {@code next} that sort up to these two have been emitted
 * @param disorder of a file that is sorted: how much earlier than a line before it a line may have
 *     arrived, in ms, unless it is a stray
 * @param strays of a file that is sorted: where the lines begin that arrived much earlier
 * @param clock the clock of the lines before {@code next}
 */
record FilePosition(
    String file,
    boolean compressed,
    long next,
    long lastTime,
    long lastOffset,
    long disorder,
    List<Long> strays,
    SteadyClock.State clock) {
  static final Coder<FilePosition> CODER = new PositionCoder();

  /** Returns the start of a file whose lines keep their order. */
  static FilePosition start(String file, boolean compressed) {
    return start(file, compressed, 0, List.of());
  }

  static FilePosition start(String file, boolean compressed, long disorder, List<Long> strays) {
    return new FilePosition(
        file, compressed, 0, Long.MIN_VALUE, -1, disorder, strays, SteadyClock.State.START);
  }

  private static final class PositionCoder extends CustomCoder<FilePosition> {
    private static final Coder<List<Long>> OFFSETS = ListCoder.of(VarLongCoder.of());

    @Override
    public void encode(FilePosition position, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(position.file(), out);
      BooleanCoder.of().encode(position.compressed(), out);
      VarLongCoder.of().encode(position.next(), out);
      VarLongCoder.of().encode(position.lastTime(), out);
      VarLongCoder.of().encode(position.lastOffset(), out);
      VarLongCoder.of().encode(position.disorder(), out);
      OFFSETS.encode(position.strays(), out);
      SteadyClock.State.CODER.encode(position.clock(), out);
    }

    @Override
    public FilePosition decode(InputStream in) throws IOException {
      return new FilePosition(
          StringUtf8Coder.of().decode(in),
          BooleanCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          OFFSETS.decode(in),
          SteadyClock.State.CODER.decode(in));
    }
  }
}
