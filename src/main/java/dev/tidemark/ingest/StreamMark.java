package dev.tidemark.ingest;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.io.UnboundedSource;

/** Where a stream of files goes on: places in files, the arrival clock and the keys seen. */
record StreamMark(List<FilePosition> files, ArrivalClock.State clock)
    implements UnboundedSource.CheckpointMark, Serializable {

  /** Files stay as they are: there is nobody to tell. */
  @Override
  public void finalizeCheckpoint() {}
}
