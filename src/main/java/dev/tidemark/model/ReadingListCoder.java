package dev.tidemark.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes readings compactly: times and indexes as differences from the reading before, and each
 * distinct text once.
 */
public final class ReadingListCoder extends AtomicCoder<List<Reading>> {
  private static final ReadingListCoder INSTANCE = new ReadingListCoder();
  private static final int ABSENT = 0;
  private static final int NEW_TEXT = 1;
  private static final int FIRST_KNOWN_TEXT = 2;

  public static ReadingListCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(List<Reading> readings, OutputStream stream) throws IOException {
    VarInt.encode(readings.size(), stream);
    Writer writer = new Writer(stream);
    for (Reading reading : readings) {
      writer.write(reading);
    }
  }

  @Override
  public List<Reading> decode(InputStream stream) throws IOException {
    int size = VarInt.decodeInt(stream);
    Reader reader = new Reader(stream);
    List<Reading> readings = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      readings.add(reader.read());
    }
    return readings;
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static final class Writer {
    private final DataOutputStream out;
    private final Map<String, Integer> texts = new HashMap<>();
    private long lastCreation;
    private long lastArrival;
    private long lastIndex;

    Writer(OutputStream stream) {
      this.out = new DataOutputStream(stream);
    }

    void write(Reading reading) throws IOException {
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

    /** Zigzag, so that a small step back is as short as a small step forward. */
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
      VarInt.encode(NEW_TEXT, out);
      StringUtf8Coder.of().encode(text, out);
    }
  }

  private static final class Reader {
    private final DataInputStream in;
    private final List<Optional<String>> texts = new ArrayList<>();
    private long lastCreation;
    private long lastArrival;
    private long lastIndex;

    Reader(InputStream stream) {
      this.in = new DataInputStream(stream);
    }

    Reading read() throws IOException {
      lastCreation += readDifference();
      lastArrival += readDifference();
      long clock = lastArrival + readDifference();
      String user = readText().orElseThrow();
      String device = readText().orElseThrow();
      Optional<String> model = readText();
      Optional<String> gt = readText();
      OptionalLong index = OptionalLong.empty();
      if (in.readBoolean()) {
        lastIndex += readDifference();
        index = OptionalLong.of(lastIndex);
      }
      return new Reading(
          lastCreation,
          lastArrival,
          clock,
          user,
          device,
          index,
          model,
          gt,
          in.readDouble(),
          in.readDouble(),
          in.readDouble());
    }

    private long readDifference() throws IOException {
      long zigzag = VarInt.decodeLong(in);
      return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private Optional<String> readText() throws IOException {
      int code = VarInt.decodeInt(in);
      if (code == ABSENT) {
        return Optional.empty();
      }
      if (code == NEW_TEXT) {
        texts.add(Optional.of(StringUtf8Coder.of().decode(in)));
        return texts.get(texts.size() - 1);
      }
      return texts.get(code - FIRST_KNOWN_TEXT);
    }
  }
}
