package dev.tidemark.machine;

import dev.tidemark.model.DuplicateReading.First;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.util.VarInt;

/**
 * The event times for which a reading was kept, in microseconds, each with that reading. Mutable,
 * because it is too large to copy for each reading; only the step that read it from state holds it.
 */
public final class KnownMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient NavigableMap<Long, First> firsts;

  private KnownMoments(NavigableMap<Long, First> firsts) {
    this.firsts = firsts;
  }

  static KnownMoments none() {
    return new KnownMoments(new TreeMap<>());
  }

  Optional<First> firstOf(long micros) {
    return Optional.ofNullable(firsts.get(micros));
  }

  void add(long micros, First first) {
    firsts.put(micros, first);
  }

  void forgetBefore(long micros) {
    while (!firsts.isEmpty() && firsts.firstKey() < micros) {
      firsts.pollFirstEntry();
    }
  }

  public int size() {
    return firsts.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KnownMoments that && firsts.equals(that.firsts);
  }

  @Override
  public int hashCode() {
    return firsts.hashCode();
  }

  /** Writes names once and numbers as differences: there may be hundreds of thousands. */
  private void writeObject(ObjectOutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    Map<String, Integer> names = new HashMap<>();
    data.writeInt(firsts.size());
    long last = 0;
    long lastIndex = 0;
    for (Map.Entry<Long, First> moment : firsts.entrySet()) {
      First first = moment.getValue();
      writeSigned(moment.getKey() - last, data);
      writeSigned(first.creationTime() - moment.getKey() * 1000, data);
      writeSigned(first.arrivalTime() - Math.floorDiv(moment.getKey(), 1000L), data);
      writeName(first.user(), names, data);
      writeName(first.device(), names, data);
      data.writeBoolean(first.indexed());
      writeSigned(first.index() - lastIndex, data);
      last = moment.getKey();
      lastIndex = first.index();
    }
    out.writeObject(bytes.toByteArray());
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    DataInputStream data = new DataInputStream(new ByteArrayInputStream((byte[]) in.readObject()));
    firsts = new TreeMap<>();
    List<String> names = new ArrayList<>();
    int size = data.readInt();
    long last = 0;
    long lastIndex = 0;
    for (int i = 0; i < size; i++) {
      long micros = last + readSigned(data);
      long creation = micros * 1000 + readSigned(data);
      long arrival = Math.floorDiv(micros, 1000L) + readSigned(data);
      String user = readName(names, data);
      String device = readName(names, data);
      boolean indexed = data.readBoolean();
      long index = lastIndex + readSigned(data);
      firsts.put(micros, new First(arrival, creation, user, device, indexed, index));
      last = micros;
      lastIndex = index;
    }
  }

  /** Zigzag, so that a small step back is as short as a small step forward. */
  private static void writeSigned(long value, DataOutputStream out) throws IOException {
    VarInt.encode((value << 1) ^ (value >> 63), out);
  }

  private static long readSigned(DataInputStream in) throws IOException {
    long zigzag = VarInt.decodeLong(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private static void writeName(String name, Map<String, Integer> names, DataOutputStream out)
      throws IOException {
    int known = names.getOrDefault(name, names.size());
    VarInt.encode(known, out);
    if (names.putIfAbsent(name, known) == null) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      VarInt.encode(bytes.length, out);
      out.write(bytes);
    }
  }

  private static String readName(List<String> names, DataInputStream in) throws IOException {
    int known = VarInt.decodeInt(in);
    if (known == names.size()) {
      byte[] bytes = in.readNBytes(VarInt.decodeInt(in));
      names.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return names.get(known);
  }
}
