package dev.tidemark.ordered;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.KeyedRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Emits each reading with its number within its key, and at the end how many there were. */
record MachineTrace() implements RowMachine<Long> {
  static final Schema SCHEMA = Schema.builder().addStringField("text").build();
  private static final KeyedRows ROWS = new KeyedRows(List.of(), SCHEMA);

  @Override
  public KeyedRows rows() {
    return ROWS;
  }

  @Override
  public Long start() {
    return 0L;
  }

  @Override
  public Long next(Long seen, Reading reading, Consumer<? super Row> outputs) {
    outputs.accept(row(seen, reading));
    return seen + 1;
  }

  @Override
  public void end(Long seen, Consumer<? super Row> outputs) {
    if (seen > 0) {
      outputs.accept(row("end after " + seen));
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

  static Row row(long number, Reading reading) {
    return row(number + ": " + reading);
  }

  static Row row(String text) {
    return Row.withSchema(SCHEMA).addValue(text).build();
  }
}
