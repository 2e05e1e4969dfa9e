package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.reading.BucketState;
import dev.tidemark.model.reading.BucketStateCoder;
import dev.tidemark.model.reading.MemoryInput;
import dev.tidemark.model.reading.MemoryOutput;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingKeyCoder;
import dev.tidemark.schema.Field;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * The states of a machine for the keys of a bucket.
 *
 * @param <S> the machine's state
 */
final class KeyedStates<S> {
  private static final long NEVER = Long.MIN_VALUE;

  private final StateMachine<S, ?> machine;
  private final List<Field> key;
  private final BucketState<ReadingKey, KeyState<S>> states;

  /** How many runs over readings have begun, since the states were decoded. */
  private int run;

  /** The moment before which the machine has forgotten what it could, ms since 1970. */
  private long forgottenTo;

  private KeyedStates(
      StateMachine<S, ?> machine,
      List<Field> key,
      BucketState<ReadingKey, KeyState<S>> states,
      long forgottenTo) {
    this.machine = machine;
    this.key = key;
    this.states = states;
    this.forgottenTo = forgottenTo;
  }

  /** Starts without keys. */
  static <S> KeyedStates<S> none(StateMachine<S, ?> machine, List<Field> key) {
    return new KeyedStates<>(machine, key, BucketState.empty(new KeyStateFormat<>(machine)), NEVER);
  }

  /** The state of one key. */
  static final class KeyState<S> {
    private final StateMachine<S, ?> machine;
    private final ReadingKey ofKey;

    /** The value, until it is decoded; empty from then on, as the value may change in place. */
    private Optional<byte[]> encoded = Optional.empty();

    private S value;
    private long takenTo = NEVER;
    private int touchedIn;

    private KeyState(StateMachine<S, ?> machine, ReadingKey ofKey) {
      this.machine = machine;
      this.ofKey = ofKey;
    }

    ReadingKey key() {
      return ofKey;
    }

    S value() {
      if (encoded.isPresent()) {
        set(decoded(encoded.get()));
      }
      return value;
    }

    void set(S next) {
      value = next;
      encoded = Optional.empty();
    }

    /** Sets the release time of the last reading of the key that was taken. */
    void takenTo(long releaseTime) {
      takenTo = releaseTime;
    }

    private byte[] encoded() {
      return encoded.isPresent() ? encoded.get() : encode(machine, value);
    }

    private S decoded(byte[] bytes) {
      try {
        return machine.read(new MemoryInput(bytes));
      } catch (IOException e) {
        throw inMemory(e);
      }
    }
  }

  /** Begins a run over some readings. */
  void beginRun() {
    run++;
  }

  /** Marks a state as touched; returns whether it is for the first time in this run. */
  boolean touch(KeyState<S> state) {
    boolean isFirst = state.touchedIn != run;
    state.touchedIn = run;
    return isFirst;
  }

  /** How many keys have a state. */
  int size() {
    return states.size();
  }

  /** The state of the key of the reading in a row; if it has none, that before any reading. */
  KeyState<S> of(ReadingColumns readings, int row) {
    return states.of(ReadingKey.of(key, readings, row));
  }

  /**
   * The release time of the last reading that was taken of the key of the reading in a row; {@code
   * Long.MIN_VALUE} if none was.
   */
  long takenTo(ReadingColumns readings, int row) {
    return states
        .known(ReadingKey.of(key, readings, row))
        .map(known -> known.takenTo)
        .orElse(NEVER);
  }

  /** Visits the states of all keys. */
  void forEach(Consumer<KeyState<S>> visitor) {
    states.forEach((ofKey, state) -> visitor.accept(state));
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
    byte[] start = encode(machine, machine.start());
    states.keepIf(
        (ofKey, state) -> {
          state.set(machine.forget(state.value(), ms));
          // A key without a state begins with that of the start; takenTo no longer makes any late.
          return state.takenTo >= ms || !Arrays.equals(state.encoded(), start);
        });
  }

  /** Encodes most of what is decoded, for a runner that keeps it in memory. */
  KeyedStates<S> close() {
    states.close();
    return this;
  }

  private static <S> byte[] encode(StateMachine<S, ?> machine, S value) {
    MemoryOutput out = new MemoryOutput();
    try {
      machine.write(value, out);
    } catch (IOException e) {
      throw inMemory(e);
    }
    return out.toByteArray();
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("bytes in memory can be read and written", e);
  }

  private record KeyStateFormat<S>(StateMachine<S, ?> machine)
      implements BucketState.Format<ReadingKey, KeyState<S>> {
    @Override
    public int hash(ReadingKey key) {
      return key.hashCode();
    }

    @Override
    public KeyState<S> start(ReadingKey key) {
      KeyState<S> state = new KeyState<>(machine, key);
      state.set(machine.start());
      return state;
    }

    @Override
    public void write(ReadingKey key, KeyState<S> state, DataOutputStream out) throws IOException {
      ReadingKeyCoder.of().encode(key, out);
      VarInt.encode(state.takenTo, out);
      byte[] encoded = state.encoded();
      VarInt.encode(encoded.length, out);
      out.write(encoded);
    }

    @Override
    public ReadingKey readKey(DataInputStream in) throws IOException {
      return ReadingKeyCoder.of().decode(in);
    }

    @Override
    public KeyState<S> readValue(ReadingKey key, DataInputStream in) throws IOException {
      KeyState<S> state = new KeyState<>(machine, key);
      state.takenTo = VarInt.decodeLong(in);
      byte[] bytes = new byte[VarInt.decodeInt(in)];
      in.readFully(bytes);
      state.encoded = Optional.of(bytes);
      return state;
    }
  }

  /** Encodes the states of a machine. */
  static final class StatesCoder<S> extends CustomCoder<KeyedStates<S>> {
    private final StateMachine<S, ?> machine;
    private final List<Field> key;
    private final Coder<BucketState<ReadingKey, KeyState<S>>> states;

    StatesCoder(StateMachine<S, ?> machine, List<Field> key) {
      this.machine = machine;
      this.key = key;
      this.states = BucketStateCoder.of(new KeyStateFormat<>(machine));
    }

    @Override
    public void encode(KeyedStates<S> keyed, OutputStream out) throws IOException {
      VarInt.encode(keyed.forgottenTo, out);
      states.encode(keyed.states, out);
    }

    @Override
    public KeyedStates<S> decode(InputStream in) throws IOException {
      long forgottenTo = VarInt.decodeLong(in);
      return new KeyedStates<>(machine, key, states.decode(in), forgottenTo);
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
