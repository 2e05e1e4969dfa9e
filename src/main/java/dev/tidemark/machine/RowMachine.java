package dev.tidemark.machine;

import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * A machine that emits rows.
 *
 * @param <S> see {@link StateMachine}
 */
public interface RowMachine<S> extends StateMachine<S, Row> {
  /** The schema of its rows. */
  Schema schema();
}
