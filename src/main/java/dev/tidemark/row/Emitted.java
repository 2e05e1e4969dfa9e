package dev.tidemark.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StructuredCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * A value and the moment at which a step emitted it. What a step emits may be processed in
 * parallel, and then arrive in another order; a key's moments keep the order in which it was
 * emitted, if they are taken where the runner processes the key's elements one at a time: in a
 * stateful step, or where the panes of a key are combined.
 *
 * @param at ns since 1970, by a clock that starts with the time of day and never goes back;
 *     comparable within one process
 */
public record Emitted<T>(long at, T value) {
  /** The time of day may be set back during a run; {@code nanoTime} goes on. */
  private static final long START =
      ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()) - System.nanoTime();

  /** A value that is emitted now. */
  public static <T> Emitted<T> now(T value) {
    return new Emitted<>(START + System.nanoTime(), value);
  }

  /** A coder, given that of the value. */
  public static <T> Coder<Emitted<T>> coder(Coder<T> value) {
    return new EmittedCoder<>(value);
  }

  /** A coder of rows, given their schema. */
  public static Coder<Emitted<Row>> rowCoder(Schema schema) {
    return coder(RowCoder.of(schema));
  }

  /** Another value that is emitted with this one. */
  public <O> Emitted<O> with(O other) {
    return new Emitted<>(at, other);
  }

  private static final class EmittedCoder<T> extends StructuredCoder<Emitted<T>> {
    private static final VarLongCoder AT = VarLongCoder.of();

    private final Coder<T> value;

    EmittedCoder(Coder<T> value) {
      this.value = value;
    }

    @Override
    public void encode(Emitted<T> emitted, OutputStream out) throws IOException {
      AT.encode(emitted.at(), out);
      value.encode(emitted.value(), out);
    }

    @Override
    public Emitted<T> decode(InputStream in) throws IOException {
      return new Emitted<>(AT.decode(in), value.decode(in));
    }

    @Override
    public List<? extends Coder<?>> getCoderArguments() {
      return List.of(value);
    }

    @Override
    public void verifyDeterministic() throws NonDeterministicException {
      value.verifyDeterministic();
    }

    @Override
    public boolean consistentWithEquals() {
      return value.consistentWithEquals();
    }
  }
}
