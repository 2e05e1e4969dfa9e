package dev.tidemark.source.kafka;

import dev.tidemark.source.stream.SteadyClock;
import java.io.Serializable;

/**
 * How far the records of a partition have been given out.
 *
 * @param next the offset of the next record
 * @param clock the clock of the records before it
 * @param end the offset at which the partition ends for this run, or {@link #NEVER}
 */
record PartitionPosition(int partition, long next, SteadyClock.State clock, long end)
    implements Serializable {
  /** The partition is followed. */
  static final long NEVER = Long.MAX_VALUE;
}
