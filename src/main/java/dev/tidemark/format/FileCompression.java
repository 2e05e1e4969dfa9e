package dev.tidemark.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/** How a file is compressed, judging by the ending of its name. */
public enum FileCompression {
  NONE("", "plain text", "", 1) {
    @Override
    InputStream openMember(InputStream in) {
      return in;
    }
  },

  GZIP(".gz", "gzip data", "\u001F\u008B", 1) {
    @Override
    InputStream openMember(InputStream in) throws IOException {
      return new GzipCompressorInputStream(in);
    }
  },

  BZIP2(".bz2", "bzip2 data", "BZh", 16) {
    @Override
    InputStream openMember(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(in);
    }
  },

  ZSTD(".zst", "zstd data", "(\u00B5/\u00FD", 16) {
    @Override
    boolean beginsLike(byte[] head) {
      return super.beginsLike(head) || ZstdFrame.isSkippable(head);
    }

    @Override
    InputStream openMember(InputStream in) throws IOException {
      InputStream frame = ZstdFrame.at(in);
      return frame instanceof ZstdFrame ? new ZstdCompressorInputStream(frame) : frame;
    }
  };

  private final String ending;
  private final String content;
  private final String magic;
  private final int weight;

  FileCompression(String ending, String content, String magic, int weight) {
    this.ending = ending;
    this.content = content;
    this.magic = magic;
    this.weight = weight;
  }

  /** Returns the compression that a file's name stands for, in upper case or lower. */
  public static FileCompression of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return Stream.of(GZIP, BZIP2, ZSTD)
        .filter(one -> name.endsWith(one.ending))
        .findFirst()
        .orElse(NONE);
  }

  /** Whether a file must be read from its start to its end. */
  public static boolean isCompressed(String file) {
    return of(file) != NONE;
  }

  /** Decompresses the data of a file. */
  public ReadableByteChannel decompress(ReadableByteChannel channel) {
    return Channels.newChannel(new DecompressedStream(this, Channels.newInputStream(channel)));
  }

  /** Opens one member; at its end the stream is left right after it. */
  abstract InputStream openMember(InputStream in) throws IOException;

  public String ending() {
    return ending;
  }

  /** Describes what files of that ending hold to the user. */
  String content() {
    return content;
  }

  /**
   * Returns how many plain files an open one counts for: bzip2 takes some five megabytes, zstd up
   * to eight.
   */
  public int weight() {
    return weight;
  }

  /** Whether a member begins like this; of a file that ends there, as far as it goes. */
  boolean beginsLike(byte[] head) {
    byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
    int known = Math.min(head.length, expected.length);
    return Arrays.equals(head, 0, known, expected, 0, known);
  }
}
