package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What must hold of the data at the end of a run; also, at least one line must be a reading.
 *
 * @param minRecords the fewest records to accept
 * @param maxMalformed the most records that may be malformed
 */
public record PostConditions(Optional<Long> minRecords, Optional<Long> maxMalformed) {
  /** The conditions that do not hold, in words. */
  List<String> failedBy(RecordCounts counts) {
    List<String> failed = new ArrayList<>();
    long accepted = counts.total(Outcome.ACCEPTED);
    long malformed = counts.total(Outcome.MALFORMED);
    withoutReading(counts).ifPresent(failed::add);
    minRecords
        .filter(least -> accepted < least)
        .ifPresent(least -> failed.add(text("accepted", accepted, "--minRecords", least)));
    maxMalformed
        .filter(most -> malformed > most)
        .ifPresent(most -> failed.add(text("malformed", malformed, "--maxMalformed", most)));
    return failed;
  }

  /**
   * Ends a command that only looks at readings where there are lines, but none of them is one.
   *
   * @throws FailureException if every line was malformed
   */
  public static void checkHasReading(RecordCounts counts) throws FailureException {
    Optional<String> failed = withoutReading(counts);
    if (failed.isPresent()) {
      throw new FailureException(ExitCode.DATA, failed.get());
    }
  }

  private static Optional<String> withoutReading(RecordCounts counts) {
    long malformed = counts.total(Outcome.MALFORMED);
    return malformed > 0 && counts.total(Outcome.ACCEPTED) == 0
        ? Optional.of(
            String.format(Locale.ROOT, "none of the %,d lines read is a reading", malformed))
        : Optional.empty();
  }

  private static String text(String what, long count, String option, long bound) {
    return String.format(Locale.ROOT, "%,d records %s, %s is %,d", count, what, option, bound);
  }
}
