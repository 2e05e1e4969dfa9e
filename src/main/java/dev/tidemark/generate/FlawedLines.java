package dev.tidemark.generate;

/** Spoils lines, each kind of flaw in turn; every twentieth, from the tenth on, is not UTF-8. */
final class FlawedLines {
  private static final Flaw[] IN_TURN = {
    Flaw.TRUNCATED,
    Flaw.NO_USER,
    Flaw.ARRIVAL_AS_TEXT,
    Flaw.CREATION_BEYOND_64_BITS,
    Flaw.NO_CREATION,
    Flaw.GARBAGE
  };

  private final Chance chance;
  private int spoiled;

  FlawedLines(Chance chance) {
    this.chance = chance;
  }

  /** Replaces a well-formed line by a malformed one. */
  void spoil(LineBuffer line) {
    spoiled++;
    Flaw flaw = spoiled % 20 == 10 ? Flaw.NOT_UTF8 : IN_TURN[spoiled % IN_TURN.length];
    line.setText(flaw.spoil(line.text(), chance));
  }
}
