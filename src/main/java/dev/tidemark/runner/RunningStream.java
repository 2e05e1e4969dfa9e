package dev.tidemark.runner;

import org.apache.beam.sdk.PipelineResult.State;

/** A stream that a runner has started, until it is closed. */
public interface RunningStream extends RunningPipeline, AutoCloseable {
  /** Called when the source has ended: what is left is processed as fast as possible. */
  void drain();

  /**
   * Ends the stream once the work that has begun is done.
   *
   * @throws RuntimeException what the stream has failed with in the meantime
   */
  State end();

  @Override
  void close();
}
