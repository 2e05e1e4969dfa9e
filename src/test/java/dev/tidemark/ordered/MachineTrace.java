package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.Reading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;

/** Emits each reading with its number within its key, and at the end how many there were. */
record MachineTrace() implements StateMachine<Long, String> {
  @Override
  public Long start() {
    return 0L;
  }

  @Override
  public Long next(Long seen, Reading reading, Consumer<? super String> outputs) {
    outputs.accept(row(seen, reading));
    return seen + 1;
  }

  @Override
  public void end(Long seen, Consumer<? super String> outputs) {
    if (seen > 0) {
      outputs.accept("end after " + seen);
    }
  }

  @Override
  public void write(Long seen, DataOutput out) throws IOException {
    out.writeLong(seen);
  }

  @Override
  public Long read(DataInput in) throws IOException {
    return in.readLong();
  }

  static String row(long number, Reading reading) {
    return number + ": " + reading;
  }
}
