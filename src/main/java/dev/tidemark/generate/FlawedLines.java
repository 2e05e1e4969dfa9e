package dev.tidemark.generate;

import dev.tidemark.generate.study.SeededRandom;

/** Spoils lines, each kind of flaw in turn; every twentieth, from the tenth on, is not UTF-8. */
final class FlawedLines {
  private static final Corruption[] IN_TURN = {
    Corruption.TRUNCATED,
    Corruption.NO_USER,
    Corruption.ARRIVAL_AS_TEXT,
    Corruption.CREATION_BEYOND_64_BITS,
    Corruption.NO_CREATION,
    Corruption.GARBAGE
  };

  private final SeededRandom random;
  private int spoiled;

  FlawedLines(SeededRandom random) {
    this.random = random;
  }

  /** Replaces a well-formed line by a malformed one. */
  void spoil(LineBuffer line) {
    spoiled++;
    Corruption flaw = spoiled % 20 == 10 ? Corruption.NOT_UTF8 : IN_TURN[spoiled % IN_TURN.length];
    line.setText(flaw.spoil(line.text(), random));
  }
}
