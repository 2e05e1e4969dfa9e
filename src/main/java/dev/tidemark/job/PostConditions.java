package dev.tidemark.job;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code run} for what must hold of the data in the end. */
final class PostConditions {
  @Option(
      names = "--minRecords",
      paramLabel = "N",
      description = "Exit with 65 if fewer records than N are accepted.")
  private Optional<Long> minRecords = Optional.empty();

  @Option(
      names = "--maxMalformed",
      paramLabel = "N",
      description = "Exit with 65 if more records than N are malformed.")
  private Optional<Long> maxMalformed = Optional.empty();

  /** Adds what is wrong. */
  void check(List<OptionError> problems) {
    OptionError.checkNotNegative("minRecords", minRecords.orElse(0L), problems);
    OptionError.checkNotNegative("maxMalformed", maxMalformed.orElse(0L), problems);
  }

  /** Which of them do not hold, in words. */
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
