package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a batch lies on this machine's disk.
 *
 * @param length in bytes
 */
record StoredBatch(String file, long offset, int length) implements Serializable {
  ReadingBatch read(ReadingBatchCoder coder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (SeekableByteChannel channel = Files.newByteChannel(Path.of(file))) {
      channel.position(offset);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException(file + " ends before byte " + (offset + length));
        }
      }
    }
    return coder.decode(new ByteArrayInputStream(bytes.array()));
  }
}
