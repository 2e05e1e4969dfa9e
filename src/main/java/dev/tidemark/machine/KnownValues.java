package dev.tidemark.machine;

import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.ReadingKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values for which a reading was kept, each with the event times of those readings, in ns.
 * Mutable, because it is too large to copy for each reading; only the step that read it from state
 * has it.
 */
public final class KnownValues {
  private final Map<ReadingKey, NavigableMap<Long, First>> firsts = new HashMap<>();

  /** Which values have a reading of an event time. */
  private final NavigableMap<Long, Set<ReadingKey>> times = new TreeMap<>();

  private int size;

  private KnownValues() {}

  static KnownValues none() {
    return new KnownValues();
  }

  /** The earliest reading of these values between two event times, both included. */
  Optional<First> firstOf(ReadingKey values, long from, long to) {
    NavigableMap<Long, First> ofValues = firsts.get(values);
    Map.Entry<Long, First> earliest = ofValues == null ? null : ofValues.ceilingEntry(from);
    return earliest == null || earliest.getKey() > to
        ? Optional.empty()
        : Optional.of(earliest.getValue());
  }

  void add(ReadingKey values, long nanos, First first) {
    firsts.computeIfAbsent(values, absent -> new TreeMap<>()).put(nanos, first);
    times.computeIfAbsent(nanos, absent -> new HashSet<>()).add(values);
    size++;
  }

  void forgetBefore(long nanos) {
    while (!times.isEmpty() && times.firstKey() < nanos) {
      Map.Entry<Long, Set<ReadingKey>> earliest = times.pollFirstEntry();
      for (ReadingKey values : earliest.getValue()) {
        NavigableMap<Long, First> ofValues = firsts.get(values);
        ofValues.remove(earliest.getKey());
        size--;
        if (ofValues.isEmpty()) {
          firsts.remove(values);
        }
      }
    }
  }

  public int size() {
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KnownValues that && firsts.equals(that.firsts);
  }

  @Override
  public int hashCode() {
    return firsts.hashCode();
  }

  void writeTo(DataOutput out) throws IOException {
    FirstFormat format = new FirstFormat();
    StateFormat.writeNumber(size, out);
    long last = 0;
    for (Map.Entry<Long, Set<ReadingKey>> time : times.entrySet()) {
      for (ReadingKey values : time.getValue()) {
        StateFormat.writeSigned(time.getKey() - last, out);
        StateFormat.writeKey(values, out);
        format.write(firsts.get(values).get(time.getKey()), micros(time.getKey()), out);
        last = time.getKey();
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  static KnownValues readFrom(DataInput in) throws IOException {
    KnownValues known = none();
    FirstFormat format = new FirstFormat();
    long last = 0;
    for (long left = StateFormat.readNumber(in); left > 0; left--) {
      last += StateFormat.readSigned(in);
      ReadingKey values = StateFormat.readKey(in);
      known.add(values, last, format.read(micros(last), in));
    }
    return known;
  }

  private static long micros(long nanos) {
    return Math.floorDiv(nanos, 1000L);
  }
}
