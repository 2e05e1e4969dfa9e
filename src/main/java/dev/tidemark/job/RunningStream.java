package dev.tidemark.job;

import org.apache.beam.sdk.PipelineResult.State;

/** A stream that a runner runs, until closed. */
interface RunningStream extends RunningPipeline, AutoCloseable {
  /** Nothing more is read: what is left need not take its time. */
  void drain();

  /**
   * Ends the stream, when all is done that has begun.
   *
   * @throws RuntimeException what it has failed with meanwhile
   */
  State end();

  @Override
  void close();
}
