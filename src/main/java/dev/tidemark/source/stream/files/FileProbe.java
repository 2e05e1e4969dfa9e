package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.InputGlob;
import dev.tidemark.source.files.InputGlob.Matches;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.source.files.MatchedFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.InputReports;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/** What there is of files that may come, grow and go, on any file system that Beam knows. */
final class FileProbe {
  private static final int CHUNK = 1 << 16;

  private FileProbe() {}

  /** What matches; what cannot be read is reported. */
  static Matches match(String glob) throws UnreadableInputException {
    try {
      Matches matches = InputGlob.match(glob);
      matches.problems().forEach(InputReports::report);
      return matches;
    } catch (IOException e) {
      throw new UnreadableInputException(glob, e);
    }
  }

  /**
   * Where the last complete line of an uncompressed file ends that begins at {@code from} or later;
   * {@code from} where there is none.
   */
  static long endOfLastLine(MatchedFile file, long from) throws UnreadableInputException {
    if (!file.isSeekable()) {
      return file.size();
    }
    try (ReadableByteChannel channel = LocalFiles.open(file.name())) {
      if (!(channel instanceof SeekableByteChannel seekable)) {
        return file.size();
      }
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long end = file.size(); end > from; ) {
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
      throw new UnreadableInputException(file.name(), e);
    }
  }
}
