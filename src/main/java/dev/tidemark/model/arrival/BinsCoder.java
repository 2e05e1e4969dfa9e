package dev.tidemark.model.arrival;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/** Encodes each key as its difference from the one before; small numbers are short. */
public final class BinsCoder extends AtomicCoder<Bins> {
  private static final BinsCoder INSTANCE = new BinsCoder();

  private BinsCoder() {}

  public static BinsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Bins bins, OutputStream out) throws IOException {
    VarInt.encode(bins.size(), out);
    long last = 0;
    for (int i = 0; i < bins.size(); i++) {
      writeSigned(bins.key(i) - last, out);
      writeSigned(bins.value(i), out);
      last = bins.key(i);
    }
  }

  @Override
  public Bins decode(InputStream in) throws IOException {
    long[] keys = new long[VarInt.decodeInt(in)];
    long[] values = new long[keys.length];
    long last = 0;
    for (int i = 0; i < keys.length; i++) {
      last += readSigned(in);
      keys[i] = last;
      values[i] = readSigned(in);
    }
    return Bins.ofSorted(keys, values);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  /** Zigzag: small numbers of either sign are short. */
  static void writeSigned(long value, OutputStream out) throws IOException {
    VarInt.encode((value << 1) ^ (value >> 63), out);
  }

  static long readSigned(InputStream in) throws IOException {
    long coded = VarInt.decodeLong(in);
    return (coded >>> 1) ^ -(coded & 1);
  }
}
