package dev.tidemark.source.stream;

import java.io.Serializable;
import org.apache.beam.sdk.io.UnboundedSource;

/** Where a stream goes on: places in what supplies it, the arrival clock and the keys seen. */
record StreamMark(Serializable position, ArrivalClock.State clock)
    implements UnboundedSource.CheckpointMark, Serializable {

  /** What has been read stays as it is: there is nobody to tell. */
  @Override
  public void finalizeCheckpoint() {}
}
