package dev.tidemark.generate;

import dev.tidemark.generate.study.SeededRandom;

/** Picks an exact number out of a known total, evenly: one at random in each of equal parts. */
final class EvenSampler {
  private final long total;
  private final long picks;
  private final SeededRandom random;
  private long position;
  private long made;
  private long pick;

  /** Of {@code total} things asked about in turn, {@code picks} will be picked. */
  EvenSampler(long total, long picks, SeededRandom random) {
    this.total = total;
    this.picks = picks;
    this.random = random;
    choose();
  }

  /** Whether the next thing in turn is picked. */
  boolean picksNext() {
    boolean picked = position == pick;
    position++;
    if (picked) {
      made++;
      choose();
    }
    return picked;
  }

  private void choose() {
    if (made == picks) {
      pick = -1;
      return;
    }
    long from = made * total / picks;
    long to = (made + 1) * total / picks;
    pick = from + random.below((int) (to - from));
  }
}
