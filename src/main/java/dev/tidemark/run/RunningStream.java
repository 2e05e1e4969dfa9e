package dev.tidemark.run;

import java.util.Optional;
import org.apache.beam.sdk.PipelineResult.State;

/** A stream that a runner runs, until closed. */
interface RunningStream extends AutoCloseable {
  /**
   * Waits a while for the stream to end by itself.
   *
   * @return how it has ended; empty if it goes on
   * @throws RuntimeException what it has failed with
   */
  Optional<State> awaitEnd();

  /** Nothing more is read: what is left need not take its time. */
  void hurry();

  /**
   * Ends the stream, when all is done that has begun.
   *
   * @throws RuntimeException what it has failed with meanwhile
   */
  State end();

  @Override
  void close();
}
