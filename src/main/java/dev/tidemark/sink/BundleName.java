package dev.tidemark.sink;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name for the output of a bundle. If the runner may run a task again, it is the time of the
 * micro-batch and the number of the partition, so that the rerun has the same name; otherwise it is
 * the time, and no two are equal. So the files of a sink are in the order of their names: the last
 * row of a key is in the last of them.
 */
final class BundleName {
  private static final Pattern OF_A_BATCH = Pattern.compile("part-([0-9]+)-[0-9]+\\.jsonl");

  private BundleName() {}

  /** The name of the bundle that this thread begins. */
  static String ofThis(TaskIdentity tasks) {
    return tasks.current().map(BundleName::of).orElseGet(BundleName::timeOfItsOwn);
  }

  static String of(TaskIdentity.Task task) {
    return String.format(Locale.ROOT, "%013d-%d", task.batchTime(), task.partition());
  }

  private static String timeOfItsOwn() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return String.format(Locale.ROOT, "%016d-%s", micros, UUID.randomUUID());
  }

  /** The time of the micro-batch in the name of a part; the latest there is for another name. */
  static long batchOf(String part) {
    Matcher name = OF_A_BATCH.matcher(part);
    return name.matches() ? Long.parseLong(name.group(1)) : Long.MAX_VALUE;
  }
}
