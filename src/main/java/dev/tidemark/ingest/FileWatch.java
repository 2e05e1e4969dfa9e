package dev.tidemark.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/** What there is of files that may come, grow and go, on any file system that Beam knows. */
final class FileWatch {
  private static final int CHUNK = 1 << 16;

  private FileWatch() {}

  /** The files that match, with their sizes; none where there is not even a directory. */
  static List<Metadata> match(String glob) throws UnreadableInput {
    try {
      return FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UnreadableInput(glob, e);
    }
  }

  /** Whether a file is there. It is opened, as to match it would list all that is beside it. */
  static boolean exists(String file) throws UnreadableInput {
    try {
      FileSystems.open(FileSystems.matchNewResource(file, false)).close();
      return true;
    } catch (FileNotFoundException | NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UnreadableInput(file, e);
    }
  }

  /**
   * Where the last complete line of an uncompressed file ends that begins at {@code from} or later;
   * {@code from} where there is none.
   */
  static long endOfLastLine(Metadata file, long from) throws UnreadableInput {
    if (!file.isReadSeekEfficient()) {
      return file.sizeBytes();
    }
    try (ReadableByteChannel channel = FileSystems.open(file.resourceId())) {
      if (!(channel instanceof SeekableByteChannel seekable)) {
        return file.sizeBytes();
      }
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long end = file.sizeBytes(); end > from; ) {
        long start = Math.max(from, end - CHUNK);
        chunk.clear().limit((int) (end - start));
        seekable.position(start);
        int read = 0;
        while (chunk.hasRemaining() && read >= 0) {
          read = seekable.read(chunk);
        }
        for (int i = chunk.position() - 1; i >= 0; i--) {
          if (chunk.get(i) == '\n') {
            return start + i + 1;
          }
        }
        end = start;
      }
      return from;
    } catch (FileNotFoundException e) {
      return from;
    } catch (IOException e) {
      throw new UnreadableInput(file.resourceId().toString(), e);
    }
  }
}
