package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingKeyCoder;
import dev.tidemark.schema.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * The states of a machine for the keys of a bucket. A runner encodes what it keeps for a bucket as
 * a whole, so the states lie encoded in small segments, by hash of the key, and only segments whose
 * keys have readings are opened: a quiet key costs the copying of its bytes.
 *
 * @param <S> the machine's state
 */
final class KeyedStates<S> {
  private static final byte[] EMPTY = {};

  /** Keys of a segment, on average: opening one decodes the names of all of its keys. */
  private static final int KEYS_OF_SEGMENT = 8;

  /** Keys whose states stay open: of 128 buckets together, some thousand. */
  private static final int MAX_OPEN = 64;

  private static final long NEVER = Long.MIN_VALUE;

  private final StateMachine<S, ?> machine;
  private final List<Field> key;

  /** As many as a power of two; empty where opened. */
  private byte[][] segments;

  /** The states of the segments that are open. */
  private final Map<ReadingKey, KeyState> open = new HashMap<>();

  /** Of how many keys there are states, in all segments. */
  private int size;

  /** How many runs over readings have begun, since the states were decoded. */
  private int run;

  /** The moment before which the machine has forgotten what it could, ms since 1970. */
  private long forgottenTo;

  private KeyedStates(
      StateMachine<S, ?> machine, List<Field> key, byte[][] segments, int size, long forgottenTo) {
    this.machine = machine;
    this.key = key;
    this.segments = segments;
    this.size = size;
    this.forgottenTo = forgottenTo;
  }

  /** Starts without keys. */
  static <S> KeyedStates<S> none(StateMachine<S, ?> machine, List<Field> key) {
    return new KeyedStates<>(machine, key, new byte[][] {EMPTY}, 0, NEVER);
  }

  /** The state of one key. */
  final class KeyState {
    private final ReadingKey ofKey;

    /** The value, until it is decoded; null from then on, as the value may change in place. */
    private byte[] encoded;

    private S value;
    private long takenTo;
    private int touchedIn;

    private KeyState(ReadingKey ofKey, byte[] encoded, long takenTo) {
      this.ofKey = ofKey;
      this.encoded = encoded;
      this.takenTo = takenTo;
    }

    ReadingKey key() {
      return ofKey;
    }

    S value() {
      if (encoded != null) {
        set(decode(encoded));
      }
      return value;
    }

    void set(S next) {
      value = next;
      encoded = null;
    }

    /** Marks the state as touched; returns whether it is for the first time in this run. */
    boolean touch() {
      boolean isFirst = touchedIn != run;
      touchedIn = run;
      return isFirst;
    }

    /** Sets the release time of the last reading of the key that was taken. */
    void takenTo(long releaseTime) {
      takenTo = releaseTime;
    }
  }

  /** Begins a run over some readings. */
  void beginRun() {
    run++;
  }

  /** How many keys have a state. */
  int size() {
    return size;
  }

  /** The state of the key of the reading in a row; if it has none, that before any reading. */
  KeyState of(ReadingColumns readings, int row) {
    open(segmentOf(ReadingKey.hash(key, readings, row)));
    return open.computeIfAbsent(ReadingKey.of(key, readings, row), this::started);
  }

  /**
   * The release time of the last reading that was taken of the key of the reading in a row; {@code
   * Long.MIN_VALUE} if none was.
   */
  long takenTo(ReadingColumns readings, int row) {
    open(segmentOf(ReadingKey.hash(key, readings, row)));
    KeyState known = open.get(ReadingKey.of(key, readings, row));
    return known == null ? Long.MIN_VALUE : known.takenTo;
  }

  /** The states of all keys. */
  Collection<KeyState> all() {
    for (int segment = 0; segment < segments.length; segment++) {
      open(segment);
    }
    return open.values();
  }

  /**
   * Lets the machine forget whatever only readings released before a moment could need. This visits
   * the states of all keys, so it is skipped if it was done recently.
   *
   * @param ms since 1970
   * @param every how long to wait since the last time, ms
   */
  void forgetBefore(long ms, long every) {
    if (forgottenTo == NEVER) {
      forgottenTo = ms;
    }
    if (ms - forgottenTo < every) {
      return;
    }
    forgottenTo = ms;
    byte[] start = encode(machine.start());
    for (Iterator<KeyState> states = all().iterator(); states.hasNext(); ) {
      KeyState state = states.next();
      state.set(machine.forget(state.value(), ms));
      // A key without a state begins with that of the start; takenTo no longer makes any late.
      if (state.takenTo < ms && Arrays.equals(encode(state.value), start)) {
        states.remove();
        size--;
      }
    }
  }

  /**
   * Encodes what is open if it is of many keys, so that what a runner keeps in memory is bytes. A
   * few stay as they are, since the next readings are most likely theirs.
   */
  KeyedStates<S> close() {
    if (open.size() > MAX_OPEN) {
      if (size > KEYS_OF_SEGMENT * segments.length) {
        all();
        segments = new byte[Integer.highestOneBit(size / KEYS_OF_SEGMENT) << 1][];
        Arrays.fill(segments, EMPTY);
      }
      segments = encoded();
      open.clear();
    }
    return this;
  }

  /** All segments, including those that are open. */
  private byte[][] encoded() {
    Map<Integer, ByteArrayOutputStream> opened = new HashMap<>();
    for (KeyState state : open.values()) {
      int segment = segmentOf(state.ofKey.values().hashCode());
      write(state, opened.computeIfAbsent(segment, first -> new ByteArrayOutputStream()));
    }
    byte[][] all = segments.clone();
    opened.forEach((segment, bytes) -> all[segment] = bytes.toByteArray());
    return all;
  }

  private int segmentOf(int hash) {
    // Keys of one bucket have much of their hashes in common.
    return ((hash * 0x9E3779B9) >>> 8) & (segments.length - 1);
  }

  private void open(int segment) {
    if (segments[segment].length > 0) {
      ByteArrayInputStream in = new ByteArrayInputStream(segments[segment]);
      while (in.available() > 0) {
        KeyState state = read(in);
        open.put(state.ofKey, state);
      }
      segments[segment] = EMPTY;
    }
  }

  private KeyState started(ReadingKey fresh) {
    size++;
    KeyState state = new KeyState(fresh, null, Long.MIN_VALUE);
    state.set(machine.start());
    return state;
  }

  private void write(KeyState state, OutputStream out) {
    try {
      ReadingKeyCoder.of().encode(state.ofKey, out);
      VarInt.encode(state.takenTo, out);
      byte[] encoded = state.encoded == null ? encode(state.value) : state.encoded;
      VarInt.encode(encoded.length, out);
      out.write(encoded);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private KeyState read(InputStream in) {
    try {
      ReadingKey ofState = ReadingKeyCoder.of().decode(in);
      long takenTo = VarInt.decodeLong(in);
      return new KeyState(ofState, in.readNBytes(VarInt.decodeInt(in)), takenTo);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private byte[] encode(S value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      machine.write(value, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw inMemory(e);
    }
    return bytes.toByteArray();
  }

  private S decode(byte[] encoded) {
    try {
      return machine.read(new DataInputStream(new ByteArrayInputStream(encoded)));
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("bytes in memory can be read and written", e);
  }

  /** Encodes the states of a machine. */
  static final class StatesCoder<S> extends CustomCoder<KeyedStates<S>> {
    private final StateMachine<S, ?> machine;
    private final List<Field> key;

    StatesCoder(StateMachine<S, ?> machine, List<Field> key) {
      this.machine = machine;
      this.key = key;
    }

    @Override
    public void encode(KeyedStates<S> states, OutputStream out) throws IOException {
      VarInt.encode(states.size, out);
      VarInt.encode(states.forgottenTo, out);
      VarInt.encode(states.segments.length, out);
      for (byte[] segment : states.encoded()) {
        VarInt.encode(segment.length, out);
        out.write(segment);
      }
    }

    @Override
    public KeyedStates<S> decode(InputStream in) throws IOException {
      int size = VarInt.decodeInt(in);
      long forgottenTo = VarInt.decodeLong(in);
      byte[][] segments = new byte[VarInt.decodeInt(in)][];
      for (int segment = 0; segment < segments.length; segment++) {
        segments[segment] = in.readNBytes(VarInt.decodeInt(in));
      }
      return new KeyedStates<>(machine, key, segments, size, forgottenTo);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof StatesCoder<?> that
          && machine.equals(that.machine)
          && key.equals(that.key);
    }

    @Override
    public int hashCode() {
      return machine.hashCode();
    }
  }
}
