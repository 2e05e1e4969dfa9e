package dev.tidemark.state;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;

/** How the state of a machine is written. */
final class MachineState {
  private MachineState() {}

  @SuppressWarnings("unchecked")
  static <S extends Serializable> Coder<S> coder() {
    return (Coder<S>) SerializableCoder.of(Serializable.class);
  }
}
