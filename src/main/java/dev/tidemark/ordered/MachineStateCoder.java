package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;

/** Encodes states of a machine as the machine itself writes them. */
final class MachineStateCoder<S> extends CustomCoder<S> {
  private final StateMachine<S, ?> machine;

  MachineStateCoder(StateMachine<S, ?> machine) {
    this.machine = machine;
  }

  @Override
  public void encode(S state, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    machine.write(state, out);
    out.flush();
  }

  @Override
  public S decode(InputStream stream) throws IOException {
    return machine.read(new DataInputStream(stream));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MachineStateCoder<?> that && machine.equals(that.machine);
  }

  @Override
  public int hashCode() {
    return machine.hashCode();
  }
}
