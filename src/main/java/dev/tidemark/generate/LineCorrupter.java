package dev.tidemark.generate;

import dev.tidemark.generate.study.SeededRandom;

/** Corrupts lines in each way in turn; every twentieth, from the tenth on, is not UTF-8. */
final class LineCorrupter {
  private static final Corruption[] IN_TURN = {
    Corruption.TRUNCATED,
    Corruption.NO_USER,
    Corruption.ARRIVAL_AS_TEXT,
    Corruption.CREATION_BEYOND_64_BITS,
    Corruption.NO_CREATION,
    Corruption.GARBAGE
  };

  private final SeededRandom random;
  private int corrupted;

  LineCorrupter(SeededRandom random) {
    this.random = random;
  }

  /** Replaces a well-formed line by a malformed one. */
  void corrupt(LineBuffer line) {
    corrupted++;
    Corruption corruption =
        corrupted % 20 == 10 ? Corruption.NOT_UTF8 : IN_TURN[corrupted % IN_TURN.length];
    line.setText(corruption.corrupt(line.text(), random));
  }
}
