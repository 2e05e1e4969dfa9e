package dev.tidemark.model.arrival;

import dev.tidemark.model.arrival.DeviceArrivals.Range;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;

/** Encodes summaries, mostly as the differences of what is in order. */
public final class ArrivalSummaryCoder extends AtomicCoder<ArrivalSummary> {
  private static final ArrivalSummaryCoder INSTANCE = new ArrivalSummaryCoder();

  private ArrivalSummaryCoder() {}

  public static ArrivalSummaryCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ArrivalSummary summary, OutputStream out) throws IOException {
    VarInt.encode(summary.readings(), out);
    writeBins(summary.delayBins(), out);
    VarInt.encode(summary.devices().size(), out);
    for (Map.Entry<String, DeviceArrivals> entry : summary.devices().entrySet()) {
      StringUtf8Coder.of().encode(entry.getKey(), out);
      DeviceArrivals device = entry.getValue();
      VarInt.encode(device.readings(), out);
      writeRange(device.eventTimes(), out);
      writeRange(device.arrivals(), out);
      writeRange(device.delays(), out);
      VarInt.encode(device.doublings(), out);
      writeBins(device.cellBins(), out);
      writeBins(device.leastBins(), out);
    }
  }

  @Override
  public ArrivalSummary decode(InputStream in) throws IOException {
    long readings = VarInt.decodeLong(in);
    Bins delays = readBins(in);
    Map<String, DeviceArrivals> devices = new TreeMap<>();
    for (int left = VarInt.decodeInt(in); left > 0; left--) {
      devices.put(
          StringUtf8Coder.of().decode(in),
          new DeviceArrivals(
              VarInt.decodeLong(in),
              readRange(in),
              readRange(in),
              readRange(in),
              VarInt.decodeInt(in),
              readBins(in),
              readBins(in)));
    }
    return new ArrivalSummary(readings, delays, devices);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static void writeRange(Range range, OutputStream out) throws IOException {
    writeSigned(range.first(), out);
    writeSigned(range.last(), out);
  }

  private static Range readRange(InputStream in) throws IOException {
    return new Range(readSigned(in), readSigned(in));
  }

  private static void writeBins(Bins bins, OutputStream out) throws IOException {
    VarInt.encode(bins.size(), out);
    long last = 0;
    for (int i = 0; i < bins.size(); i++) {
      writeSigned(bins.key(i) - last, out);
      writeSigned(bins.value(i), out);
      last = bins.key(i);
    }
  }

  private static Bins readBins(InputStream in) throws IOException {
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

  /** Zigzag: small numbers of either sign are short. */
  private static void writeSigned(long value, OutputStream out) throws IOException {
    VarInt.encode((value << 1) ^ (value >> 63), out);
  }

  private static long readSigned(InputStream in) throws IOException {
    long coded = VarInt.decodeLong(in);
    return (coded >>> 1) ^ -(coded & 1);
  }
}
