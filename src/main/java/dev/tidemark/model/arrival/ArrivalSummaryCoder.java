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
  private static final BinsCoder BINS = BinsCoder.of();
  private static final ArrivalSummaryCoder INSTANCE = new ArrivalSummaryCoder();

  private ArrivalSummaryCoder() {}

  public static ArrivalSummaryCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ArrivalSummary summary, OutputStream out) throws IOException {
    VarInt.encode(summary.readings(), out);
    BINS.encode(summary.delayBins(), out);
    VarInt.encode(summary.devices().size(), out);
    for (Map.Entry<String, DeviceArrivals> entry : summary.devices().entrySet()) {
      StringUtf8Coder.of().encode(entry.getKey(), out);
      DeviceArrivals device = entry.getValue();
      VarInt.encode(device.readings(), out);
      writeRange(device.eventTimes(), out);
      writeRange(device.arrivals(), out);
      writeRange(device.delays(), out);
      VarInt.encode(device.doublings(), out);
      BINS.encode(device.cellBins(), out);
      BINS.encode(device.leastBins(), out);
    }
  }

  @Override
  public ArrivalSummary decode(InputStream in) throws IOException {
    long readings = VarInt.decodeLong(in);
    Bins delays = BINS.decode(in);
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
              BINS.decode(in),
              BINS.decode(in)));
    }
    return new ArrivalSummary(readings, delays, devices);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static void writeRange(Range range, OutputStream out) throws IOException {
    BinsCoder.writeSigned(range.first(), out);
    BinsCoder.writeSigned(range.last(), out);
  }

  private static Range readRange(InputStream in) throws IOException {
    return new Range(BinsCoder.readSigned(in), BinsCoder.readSigned(in));
  }
}
