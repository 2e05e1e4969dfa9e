package dev.tidemark.source.stream;

import org.apache.beam.sdk.io.UnboundedSource;

/**
 * Where a stream resumes.
 *
 * @param position of the arrival stream
 * @param clock the arrival clock, with the buckets that are due
 * @param readings how many the stream has emitted up to here
 */
record StreamMark<P>(P position, ArrivalClock.State clock, long readings)
    implements UnboundedSource.CheckpointMark {

  /** Does nothing: reading does not change the input. */
  @Override
  public void finalizeCheckpoint() {}
}
