package dev.tidemark.model;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.util.VarInt;

/** Writes a run of readings so that {@link ReadingReader} reads them back. */
public final class ReadingWriter {
  static final int ABSENT = 0;
  static final int NEW_TEXT = 1;
  static final int FIRST_KNOWN_TEXT = 2;

  private final DataOutputStream out;
  private final Map<String, Integer> texts = new HashMap<>();
  private long lastCreation;
  private long lastArrival;
  private long lastIndex;

  public ReadingWriter(DataOutputStream out) {
    this.out = out;
  }

  public void write(Reading reading) throws IOException {
    writeDifference(reading.creationTime(), lastCreation);
    lastCreation = reading.creationTime();
    writeDifference(reading.arrivalTime(), lastArrival);
    lastArrival = reading.arrivalTime();
    writeDifference(reading.clock(), reading.arrivalTime());
    writeText(reading.user());
    writeText(reading.device());
    writeText(reading.model().orElse(null));
    writeText(reading.gt().orElse(null));
    out.writeBoolean(reading.index().isPresent());
    if (reading.index().isPresent()) {
      writeDifference(reading.index().getAsLong(), lastIndex);
      lastIndex = reading.index().getAsLong();
    }
    out.writeDouble(reading.x());
    out.writeDouble(reading.y());
    out.writeDouble(reading.z());
  }

  /** Zigzag, so that a small step back is as short as a small step on. */
  private void writeDifference(long value, long last) throws IOException {
    long difference = value - last;
    VarInt.encode((difference << 1) ^ (difference >> 63), out);
  }

  private void writeText(String text) throws IOException {
    if (text == null) {
      VarInt.encode(ABSENT, out);
      return;
    }
    Integer known = texts.get(text);
    if (known != null) {
      VarInt.encode(known, out);
      return;
    }
    texts.put(text, FIRST_KNOWN_TEXT + texts.size());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    VarInt.encode(NEW_TEXT, out);
    VarInt.encode(bytes.length, out);
    out.write(bytes);
  }
}
