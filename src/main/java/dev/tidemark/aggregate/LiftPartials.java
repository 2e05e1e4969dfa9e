package dev.tidemark.aggregate;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Turns a bundle's readings into one partial for each key and window. */
final class LiftPartials extends DoFn<ReadingBlock, KV<GroupKey, Partial>> {
  static final TupleTag<KV<GroupKey, Partial>> PARTIALS = new TupleTag<>() {};
  static final TupleTag<SetAside> SET_ASIDE = new TupleTag<>() {};

  private final String step;
  private final Aggregation aggregation;
  private transient Partials partials;

  LiftPartials(String step, Aggregation aggregation) {
    this.step = step;
    this.aggregation = aggregation;
  }

  @StartBundle
  public void startBundle() {
    partials = Partials.of(aggregation);
  }

  @ProcessElement
  public void add(@Element ReadingBlock block, MultiOutputReceiver output) {
    List<DeadLetter> late = new ArrayList<>();
    for (Reading reading : block.readings()) {
      partials.add(reading, late);
    }
    Books books =
        Books.of(step, Outcome.READ, block.readings().size())
            .plus(Books.of(step, Outcome.LATE, late.size()));
    output.get(SET_ASIDE).output(block.setAside().plus(new SetAside(late, books)));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    partials.forEach(
        (key, window, partial) ->
            context.output(PARTIALS, KV.of(key, partial), window.maxTimestamp(), window));
    partials = null;
  }
}
