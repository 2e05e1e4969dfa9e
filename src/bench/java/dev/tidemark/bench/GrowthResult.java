package dev.tidemark.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a contender took for a {@link GrowthCell}, round by round.
 *
 * @param measured when, where, with which versions, and how the contenders were started
 * @param startUp runs on a hundredth of the readings of ten users
 * @param base runs on the readings of ten users
 * @param grown runs on the readings of the cell; fewer than rounds if one was not done
 */
record GrowthResult(
    String cell,
    String contender,
    double target,
    String heap,
    long rows,
    String measured,
    List<Ending> startUp,
    List<Ending> base,
    List<Ending> grown) {

  /**
   * The CPU time of the cell less start-up over that of the base less start-up, each the median of
   * its rounds, since the base alone can be little more than a start-up; empty if one was not done.
   */
  OptionalDouble ratio() {
    OptionalLong over = beyondStartUp(grown);
    OptionalLong under = beyondStartUp(base);
    return over.isPresent() && under.isPresent() && under.getAsLong() > 0
        ? OptionalDouble.of((double) over.getAsLong() / under.getAsLong())
        : OptionalDouble.empty();
  }

  /** The CPU time of runs less that of start-up, in ms; empty if one was not done. */
  OptionalLong beyondStartUp(List<Ending> runs) {
    return typical(runs) instanceof Ending.Done done
            && typical(startUp) instanceof Ending.Done small
        ? OptionalLong.of(done.usage().cpuMs() - small.usage().cpuMs())
        : OptionalLong.empty();
  }

  /** What stands for several rounds: a run that was not done, or else the medians. */
  static Ending typical(List<Ending> endings) {
    List<Usage> done = new ArrayList<>();
    for (Ending ending : endings) {
      if (!(ending instanceof Ending.Done ended)) {
        return ending;
      }
      done.add(ended.usage());
    }
    return new Ending.Done(Usage.median(done));
  }
}
