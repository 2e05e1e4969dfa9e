package dev.tidemark.machine;

import dev.tidemark.model.DuplicateReading.First;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The event times for which a reading was kept, in microseconds, each with that reading. Mutable,
 * because it is too large to copy for each reading; only the step that read it from state has it.
 */
public final class KnownMoments {
  private final NavigableMap<Long, First> firsts;

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
  void writeTo(DataOutput out) throws IOException {
    Map<String, Integer> names = new HashMap<>();
    StateFormat.writeNumber(firsts.size(), out);
    long last = 0;
    long lastIndex = 0;
    for (Map.Entry<Long, First> moment : firsts.entrySet()) {
      First first = moment.getValue();
      StateFormat.writeSigned(moment.getKey() - last, out);
      StateFormat.writeSigned(first.creationTime() - moment.getKey() * 1000, out);
      StateFormat.writeSigned(first.arrivalTime() - Math.floorDiv(moment.getKey(), 1000L), out);
      writeName(first.user(), names, out);
      writeName(first.device(), names, out);
      out.writeBoolean(first.indexed());
      StateFormat.writeSigned(first.index() - lastIndex, out);
      last = moment.getKey();
      lastIndex = first.index();
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  static KnownMoments readFrom(DataInput in) throws IOException {
    KnownMoments known = none();
    List<String> names = new ArrayList<>();
    long last = 0;
    long lastIndex = 0;
    for (long left = StateFormat.readNumber(in); left > 0; left--) {
      long micros = last + StateFormat.readSigned(in);
      long creation = micros * 1000 + StateFormat.readSigned(in);
      long arrival = Math.floorDiv(micros, 1000L) + StateFormat.readSigned(in);
      String user = readName(names, in);
      String device = readName(names, in);
      boolean indexed = in.readBoolean();
      long index = lastIndex + StateFormat.readSigned(in);
      known.add(micros, new First(arrival, creation, user, device, indexed, index));
      last = micros;
      lastIndex = index;
    }
    return known;
  }

  private static void writeName(String name, Map<String, Integer> names, DataOutput out)
      throws IOException {
    int known = names.getOrDefault(name, names.size());
    StateFormat.writeNumber(known, out);
    if (names.putIfAbsent(name, known) == null) {
      StateFormat.writeText(name, out);
    }
  }

  private static String readName(List<String> names, DataInput in) throws IOException {
    int known = (int) StateFormat.readNumber(in);
    if (known == names.size()) {
      names.add(StateFormat.readText(in));
    }
    return names.get(known);
  }
}
