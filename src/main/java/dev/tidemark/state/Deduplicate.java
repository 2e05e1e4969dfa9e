package dev.tidemark.state;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.model.SetAside;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * Keeps the first reading of each key and event time (in microseconds), and counts the others.
 *
 * <p>DISCUSSION. It comes ahead of steps to which a duplicate makes a difference. What they get is
 * the same in whatever order the readings came in, and holds no reading twice; one that is missing
 * stays missing. A reading later than {@code max_delay} and {@code within} cannot be told from a
 * duplicate any more, and goes to the sink {@code late}. Input that never ends asks for no more:
 * what can still come in is no older than these two.
 */
public final class Deduplicate
    extends PTransform<PCollection<ReadingBlock>, PCollection<ReadingBlock>> {
  private final String step;
  private final Field key;
  private final OrderPolicy policy;

  private Deduplicate(String step, Field key, OrderPolicy policy) {
    this.step = step;
    this.key = key;
    this.policy = policy;
  }

  public static Deduplicate by(String step, Field key, OrderPolicy policy) {
    return new Deduplicate(step, key, policy);
  }

  @Override
  public PCollection<ReadingBlock> expand(PCollection<ReadingBlock> blocks) {
    String name = step;
    return blocks.apply(
        new InEventTimeOrder<>(
            step,
            key,
            policy,
            new DropDuplicates(policy.eventTime()),
            (readings, kept, setAside) ->
                new ReadingBlock(kept, setAside.plus(duplicates(name, readings - kept.size()))),
            ReadingBlockCoder.of()));
  }

  private static SetAside duplicates(String step, int count) {
    return new SetAside(List.of(), Books.of(step, Outcome.DUPLICATE, count));
  }
}
