package dev.tidemark.sink.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/** How the content of files is compressed. */
public enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst"),
  SNAPPY("");

  private static final int BUFFER_BYTES = 1 << 16;

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  /** The word for it in pipeline files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is added to the name of a file that is compressed as a whole. */
  String ending() {
    return ending;
  }

  /**
   * Compresses a file as a whole.
   *
   * @throws IllegalStateException if that is only for parts of files
   */
  OutputStream compress(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new BufferedOutputStream(new GZIPOutputStream(out, BUFFER_BYTES), BUFFER_BYTES);
      case ZSTD -> new BufferedOutputStream(new ZstdCompressorOutputStream(out), BUFFER_BYTES);
      case SNAPPY -> throw new IllegalStateException("no file is compressed by snappy as a whole");
    };
  }
}
