package dev.tidemark.source.kafka;

import dev.tidemark.source.stream.SteadyClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** How far each partition of a topic has been emitted. */
record TopicPosition(List<PartitionPosition> partitions) {
  static final Coder<TopicPosition> CODER = new PositionCoder();

  /**
   * How far the records of a partition have been emitted.
   *
   * @param next the offset of the next record
   * @param clock the clock of the records before it
   * @param end the offset at which the partition ends for this run, or {@link
   *     PartitionRange#UNBOUNDED}
   */
  record PartitionPosition(int partition, long next, SteadyClock.State clock, long end) {
    static PartitionPosition start(PartitionRange range) {
      return new PartitionPosition(
          range.partition(), range.start(), SteadyClock.State.START, range.end());
    }
  }

  static TopicPosition start(List<PartitionRange> ranges) {
    return new TopicPosition(ranges.stream().map(PartitionPosition::start).toList());
  }

  private static final class PositionCoder extends CustomCoder<TopicPosition> {
    private static final Coder<List<PartitionPosition>> PARTITIONS =
        ListCoder.of(new PartitionCoder());

    @Override
    public void encode(TopicPosition position, OutputStream out) throws IOException {
      PARTITIONS.encode(position.partitions(), out);
    }

    @Override
    public TopicPosition decode(InputStream in) throws IOException {
      return new TopicPosition(PARTITIONS.decode(in));
    }
  }

  private static final class PartitionCoder extends CustomCoder<PartitionPosition> {
    @Override
    public void encode(PartitionPosition position, OutputStream out) throws IOException {
      VarIntCoder.of().encode(position.partition(), out);
      VarLongCoder.of().encode(position.next(), out);
      SteadyClock.State.CODER.encode(position.clock(), out);
      VarLongCoder.of().encode(position.end(), out);
    }

    @Override
    public PartitionPosition decode(InputStream in) throws IOException {
      return new PartitionPosition(
          VarIntCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          SteadyClock.State.CODER.decode(in),
          VarLongCoder.of().decode(in));
    }
  }
}
