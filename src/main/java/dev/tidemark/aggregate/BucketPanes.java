package dev.tidemark.aggregate;

import dev.tidemark.aggregate.GroupTable.Group;
import dev.tidemark.model.reading.BucketState;
import dev.tidemark.model.reading.BucketStateCoder;
import dev.tidemark.model.reading.ReadingKeyCoder;
import dev.tidemark.row.Emitted;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.Row;

/**
 * Merges the partials of a stream in the windows of a bucket's groups, and makes a row of each pane
 * that they emit: the part that is the same in every DoFn which does. The DoFn holds the state, and
 * knows the watermark and the time.
 */
record BucketPanes(CombineSpec spec, ResultRows rows) implements Serializable {
  static BucketPanes of(CombineSpec spec) {
    return new BucketPanes(spec, ResultRows.ofStream(spec));
  }

  /** Starts without groups. */
  BucketState<Group, GroupPanes> none() {
    return BucketState.empty(new PanesFormat(spec));
  }

  Coder<BucketState<Group, GroupPanes>> coder() {
    return BucketStateCoder.of(new PanesFormat(spec));
  }

  /**
   * Adds partials to their windows.
   *
   * @param watermark when their readings arrived, ms since 1970
   * @param time of day, ms since 1970
   */
  void add(
      BucketPartials partials, long watermark, long time, BucketState<Group, GroupPanes> state) {
    partials.forEach(
        spec,
        partial ->
            state.of(groupOf(partial)).add(partial.window(), partial.partial(), watermark, time));
  }

  /** Emits a row for each pane that is due. */
  void fire(
      long watermark,
      long time,
      BucketState<Group, GroupPanes> state,
      Consumer<Emitted<Row>> output) {
    state.visitDue(
        watermark,
        time,
        (group, panes) ->
            panes.fire(
                watermark,
                time,
                (window, partial, pane) ->
                    output.accept(Emitted.now(rows.row(group.key(), window, partial, pane)))));
  }

  /** Each window is a group of its own, unless it may merge with others. */
  private Group groupOf(WindowPartial partial) {
    boolean isAlone = !spec.windowing().windowFn().isMerging();
    return new Group(
        partial.key(),
        isAlone && partial.window() instanceof IntervalWindow interval
            ? interval.start().getMillis()
            : 0);
  }

  private record PanesFormat(CombineSpec spec) implements BucketState.Format<Group, GroupPanes> {
    @Override
    public int hash(Group group) {
      return 31 * Long.hashCode(group.start()) + group.key().hashCode();
    }

    @Override
    public GroupPanes start(Group group) {
      return GroupPanes.none(spec);
    }

    @Override
    public void write(Group group, GroupPanes panes, DataOutputStream out) throws IOException {
      ReadingKeyCoder.of().encode(group.key(), out);
      out.writeLong(group.start());
      panes.writeTo(out);
    }

    @Override
    public Group readKey(DataInputStream in) throws IOException {
      return new Group(ReadingKeyCoder.of().decode(in), in.readLong());
    }

    @Override
    public GroupPanes readValue(Group group, DataInputStream in) throws IOException {
      return GroupPanes.readFrom(in, spec);
    }

    @Override
    public long dueAtWatermark(GroupPanes panes) {
      return panes.dueAtWatermark();
    }

    @Override
    public long dueAtTime(GroupPanes panes) {
      return panes.dueAtTime();
    }
  }
}
