package dev.tidemark.source.stream.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * How far each file of a followed directory has been emitted. Files that were read to their end are
 * listed too, or they would be read again; their names are much alike, so marks are compressed.
 */
record FollowPosition(List<FollowedFile> files) {
  static final Coder<FollowPosition> CODER = new PositionCoder();

  /**
   * A file that the stream has started to read.
   *
   * @param size in bytes, at the last look
   * @param lastModified when the file was last changed by then, ms since 1970
   * @param opened its size when it was last opened, for compressed files, whose end shows only when
   *     it is reached
   * @param isCut whether that end was in the middle of its compressed data
   * @param isGivenUp whether no more of it is read, as it did what a growing file does not do
   */
  record FollowedFile(
      FilePosition position,
      long size,
      long lastModified,
      long opened,
      boolean isCut,
      boolean isGivenUp) {

    /** Returns a file of which nothing has been read. */
    static FollowedFile fresh(FilePosition start) {
      return new FollowedFile(start, 0, 0, 0, false, false);
    }

    FollowedFile givenUp() {
      return new FollowedFile(position, size, lastModified, opened, isCut, true);
    }

    FollowedFile at(FilePosition reached) {
      return new FollowedFile(reached, size, lastModified, opened, isCut, isGivenUp);
    }

    FollowedFile seen(long bytes, long modified) {
      return new FollowedFile(position, bytes, modified, opened, isCut, isGivenUp);
    }

    /** Returns the file, opened as far as it goes. */
    FollowedFile open() {
      return new FollowedFile(position, size, lastModified, size, false, isGivenUp);
    }

    /** Returns the file, cut off where it ended when it was opened. */
    FollowedFile cut() {
      return new FollowedFile(position, size, lastModified, opened, true, isGivenUp);
    }

    /** Returns the file, to be opened again for the rest of it. */
    FollowedFile interrupted() {
      return new FollowedFile(position, size, lastModified, 0, isCut, isGivenUp);
    }
  }

  private static final class PositionCoder extends CustomCoder<FollowPosition> {
    private static final Coder<List<FollowedFile>> FILES = ListCoder.of(new FileCoder());

    @Override
    public void encode(FollowPosition position, OutputStream out) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      Deflater deflater = new Deflater(Deflater.BEST_SPEED);
      try (OutputStream deflating = new DeflaterOutputStream(packed, deflater)) {
        FILES.encode(position.files(), deflating);
      } finally {
        deflater.end();
      }
      ByteArrayCoder.of().encode(packed.toByteArray(), out);
    }

    @Override
    public FollowPosition decode(InputStream in) throws IOException {
      byte[] packed = ByteArrayCoder.of().decode(in);
      try (InputStream inflating = new InflaterInputStream(new ByteArrayInputStream(packed))) {
        return new FollowPosition(FILES.decode(inflating));
      }
    }
  }

  private static final class FileCoder extends CustomCoder<FollowedFile> {
    @Override
    public void encode(FollowedFile file, OutputStream out) throws IOException {
      FilePosition.CODER.encode(file.position(), out);
      VarLongCoder.of().encode(file.size(), out);
      VarLongCoder.of().encode(file.lastModified(), out);
      VarLongCoder.of().encode(file.opened(), out);
      BooleanCoder.of().encode(file.isCut(), out);
      BooleanCoder.of().encode(file.isGivenUp(), out);
    }

    @Override
    public FollowedFile decode(InputStream in) throws IOException {
      return new FollowedFile(
          FilePosition.CODER.decode(in),
          VarLongCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          BooleanCoder.of().decode(in),
          BooleanCoder.of().decode(in));
    }
  }
}
