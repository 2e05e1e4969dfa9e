package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.machine.Watched;
import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.RowBlock;
import dev.tidemark.model.RowBlockCoder;
import dev.tidemark.model.SetAside;
import dev.tidemark.model.SetAsideCoder;
import dev.tidemark.sink.StepOutput;
import dev.tidemark.time.Ordering;
import dev.tidemark.trace.Watch;
import java.io.Serializable;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Runs a state machine that puts out rows over each key's readings, in the total order. */
public final class RowsInOrder<S extends Serializable>
    extends PTransform<PCollection<ReadingBlock>, StepOutput> {
  private static final TupleTag<String> ROWS = new TupleTag<>() {};
  private static final TupleTag<SetAside> SET_ASIDE = new TupleTag<>() {};

  private final String step;
  private final Field key;
  private final OrderPolicy policy;
  private final Ordering ordering;
  private final StateMachine<S, String> machine;

  private final Watch watch;

  private RowsInOrder(
      String step,
      Field key,
      OrderPolicy policy,
      Ordering ordering,
      StateMachine<S, String> machine,
      Watch watch) {
    this.step = step;
    this.key = key;
    this.policy = policy;
    this.ordering = ordering;
    this.machine = machine;
    this.watch = watch;
  }

  public static <S extends Serializable> RowsInOrder<S> of(
      String step,
      Field key,
      OrderPolicy policy,
      Ordering ordering,
      StateMachine<S, String> machine) {
    return new RowsInOrder<>(step, key, policy, ordering, machine, Watch.NOBODY);
  }

  /** The same step, which notes what it does with what is watched. */
  public RowsInOrder<S> watching(Watch other) {
    return new RowsInOrder<>(step, key, policy, ordering, machine, other);
  }

  @Override
  public StepOutput expand(PCollection<ReadingBlock> blocks) {
    PCollectionTuple outputs =
        (watch.isOn() ? watched(blocks) : plain(blocks))
            .apply(
                "Unpack",
                ParDo.of(new UnpackFn()).withOutputTags(ROWS, TupleTagList.of(SET_ASIDE)));
    return new StepOutput(
        outputs.get(ROWS).setCoder(StringUtf8Coder.of()),
        outputs.get(SET_ASIDE).setCoder(SetAsideCoder.of()));
  }

  private PCollection<RowBlock> plain(PCollection<ReadingBlock> blocks) {
    return blocks.apply(
        new InEventTimeOrder<>(
            step,
            key,
            policy,
            ordering,
            machine,
            (rows, setAside, delivery) -> new RowBlock(rows, setAside),
            RowBlockCoder.of()));
  }

  private PCollection<RowBlock> watched(PCollection<ReadingBlock> blocks) {
    return blocks.apply(
        new InEventTimeOrder<>(
            step,
            key,
            policy,
            ordering,
            new Watched<>(machine, step, watch),
            (outputs, setAside, delivery) -> Watched.pack(outputs, setAside),
            RowBlockCoder.of()));
  }

  private static final class UnpackFn extends DoFn<RowBlock, String> {
    @ProcessElement
    public void unpack(@Element RowBlock block, MultiOutputReceiver output) {
      block.rows().forEach(output.get(ROWS)::output);
      if (!block.setAside().isEmpty()) {
        output.get(SET_ASIDE).output(block.setAside());
      }
    }
  }
}
