package dev.tidemark.generate;

/** Picks an exact number out of a known total, evenly: one at random out of each equal stretch. */
final class EvenSampler {
  private final long total;
  private final long picks;
  private final SeededRandom chance;
  private long position;
  private long made;
  private long pick;

  /** Of {@code total} things asked about in turn, {@code picks} will be picked. */
  EvenSampler(long total, long picks, SeededRandom chance) {
    this.total = total;
    this.picks = picks;
    this.chance = chance;
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
    pick = from + chance.below((int) (to - from));
  }
}
