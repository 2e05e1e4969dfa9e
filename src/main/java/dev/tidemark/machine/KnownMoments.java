package dev.tidemark.machine;

import dev.tidemark.model.DuplicateReading.First;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

  void writeTo(DataOutput out) throws IOException {
    FirstFormat format = new FirstFormat();
    StateFormat.writeNumber(firsts.size(), out);
    long last = 0;
    for (Map.Entry<Long, First> moment : firsts.entrySet()) {
      StateFormat.writeSigned(moment.getKey() - last, out);
      format.write(moment.getValue(), moment.getKey(), out);
      last = moment.getKey();
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  static KnownMoments readFrom(DataInput in) throws IOException {
    KnownMoments known = none();
    FirstFormat format = new FirstFormat();
    long last = 0;
    for (long left = StateFormat.readNumber(in); left > 0; left--) {
      last += StateFormat.readSigned(in);
      known.add(last, format.read(last, in));
    }
    return known;
  }
}
