package dev.tidemark.ordered;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;

/**
 * Encodes the state of a machine by Java serialization. A state is a record, which is matched by
 * the names of its components, or a class that declares its {@code serialVersionUID} and its form.
 */
public final class MachineState {
  private MachineState() {}

  @SuppressWarnings("unchecked") // Each machine reads back only states that it wrote.
  public static <S extends Serializable> Coder<S> coder() {
    return (Coder<S>) SerializableCoder.of(Serializable.class);
  }
}
