package dev.tidemark.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

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
    return name.endsWith(GZIP.ending) ? GZIP : name.endsWith(BZIP2.ending) ? BZIP2 : NONE;
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

  /** Returns how many plain files an open one counts for: bzip2 takes some five megabytes. */
  public int weight() {
    return weight;
  }

  /** Returns the bytes that each member begins with. */
  byte[] magic() {
    return magic.getBytes(StandardCharsets.ISO_8859_1);
  }
}
