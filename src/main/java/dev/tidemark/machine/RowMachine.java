package dev.tidemark.machine;

import dev.tidemark.row.KeyedRows;
import dev.tidemark.row.RowIdentity;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * A machine that emits rows.
 *
 * @param <S> see {@link StateMachine}
 */
public interface RowMachine<S> extends StateMachine<S, Row> {
  /** How it makes rows. */
  KeyedRows rows();

  /** What tells its rows apart. */
  default RowIdentity identity() {
    return rows().identity();
  }

  /** The schema of its rows. */
  default Schema schema() {
    return rows().schema();
  }
}
