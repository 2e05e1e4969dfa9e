package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Runs a state machine over each key's readings in order, for bounded input. It merges what {@link
 * SortByBucketFn} has sorted; the keys of a bucket take turns as their readings come.
 *
 * <p>State and lateness: there is one state of the machine for each key of a bucket, while the
 * bucket is merged. Nothing is late here, as late readings were filtered out before the shuffle.
 *
 * @param <R> what is shuffled in place of a batch
 */
final class MergeBucketFn<R, S, O, B> extends DoFn<KV<Integer, Iterable<R>>, B> {
  private final MachineRunner<S, O, B> runner;
  private final Opening<R> opening;

  MergeBucketFn(MachineRunner<S, O, B> runner, Opening<R> opening) {
    this.runner = runner;
    this.opening = opening;
  }

  /** Turns what was shuffled into the batch that it is, or stands for. */
  @FunctionalInterface
  interface Opening<R> extends Serializable {
    ReadingBatch open(R shuffled) throws IOException;
  }

  @ProcessElement
  public void merge(@Element KV<Integer, Iterable<R>> bucket, OutputReceiver<B> output)
      throws IOException {
    Outputs<O, B> outputs = new Outputs<>(runner, output);
    KeyedMachines<S, O> machines =
        new KeyedMachines<>(runner.machine(), runner.spec().key(), runner.noStates(), outputs);
    try (SortedRuns runs = new SortedRuns(runner.spec())) {
      for (R shuffled : bucket.getValue()) {
        ReadingBatch batch = opening.open(shuffled);
        runs.add(batch.readings());
        if (!batch.sideOutput().isEmpty()) {
          output.output(runner.pack(List.of(), batch.sideOutput()));
        }
      }
      runs.forEach(machines::next);
    }
    // Of answers that replace one another, bounded input has only the last.
    machines.update();
    machines.end();
    outputs.emit();
  }

  /** Collects what the machines emit, and emits it in elements that are not too large. */
  private static final class Outputs<O, B> implements Consumer<O> {
    private final MachineRunner<?, O, B> runner;
    private final OutputReceiver<B> output;
    private List<O> collected = new ArrayList<>();

    Outputs(MachineRunner<?, O, B> runner, OutputReceiver<B> output) {
      this.runner = runner;
      this.output = output;
    }

    @Override
    public void accept(O one) {
      collected.add(one);
      if (collected.size() >= ReadingBatch.FULL) {
        emit();
      }
    }

    void emit() {
      output.output(runner.pack(collected, SideOutput.NOTHING));
      collected = new ArrayList<>();
    }
  }
}
