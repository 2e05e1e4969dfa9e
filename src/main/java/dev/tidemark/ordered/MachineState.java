package dev.tidemark.ordered;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;

/** How the state of a machine is written. */
public final class MachineState {
  private MachineState() {}

  @SuppressWarnings("unchecked")
  public static <S extends Serializable> Coder<S> coder() {
    return (Coder<S>) SerializableCoder.of(Serializable.class);
  }
}
