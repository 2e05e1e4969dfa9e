package dev.tidemark.job;

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
    if (malformed > 0 && accepted == 0) {
      failed.add(String.format(Locale.ROOT, "none of the %,d lines read is a reading", malformed));
    }
    minRecords
        .filter(least -> accepted < least)
        .ifPresent(least -> failed.add(text("accepted", accepted, "--minRecords", least)));
    maxMalformed
        .filter(most -> malformed > most)
        .ifPresent(most -> failed.add(text("malformed", malformed, "--maxMalformed", most)));
    return failed;
  }

  private static String text(String what, long count, String option, long bound) {
    return String.format(Locale.ROOT, "%,d records %s, %s is %,d", count, what, option, bound);
  }
}
