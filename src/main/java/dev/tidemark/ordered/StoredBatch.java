package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Where a batch lies on this machine's disk. */
record StoredBatch(String file, long offset) implements Serializable {
  ReadingBatch read(ReadingBatchCoder coder) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(file)).position(offset);
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel))) {
      return coder.decode(in);
    }
  }
}
