package dev.tidemark.sink;

import dev.tidemark.row.Emitted;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name for the output of a bundle. If the runner may run a task again, it is the time of the
 * micro-batch and the number of the partition, so that the rerun has the same name; otherwise it is
 * the moment at which its first row was emitted, and no two are equal. So the files of a sink are
 * in the order of their names: the last row of a key is in the last of them.
 *
 * <p>Not the moment at which the bundle is written: the Direct runner may write two bundles of a
 * key at once. It neither merges nor splits what a step emits for a key's bundle on its way here,
 * so one moment orders them.
 */
final class BundleName {
  private static final Pattern OF_A_BATCH = Pattern.compile("part-([0-9]+)-[0-9]+\\.[a-z.]+");

  private BundleName() {}

  /**
   * The name of the bundle that this thread writes.
   *
   * @param firstEmission when its first row was emitted, as {@link Emitted} tells it
   */
  static String of(TaskIdentity tasks, long firstEmission) {
    return tasks.current().map(BundleName::of).orElseGet(() -> of(firstEmission));
  }

  static String of(TaskIdentity.Task task) {
    return String.format(Locale.ROOT, "%013d-%d", task.batchTime(), task.partition());
  }

  private static String of(long firstEmission) {
    return String.format(Locale.ROOT, "%019d-%s", firstEmission, UUID.randomUUID());
  }

  /** The time of the micro-batch in the name of a part; the latest there is for another name. */
  static long batchOf(String part) {
    Matcher name = OF_A_BATCH.matcher(part);
    return name.matches() ? Long.parseLong(name.group(1)) : Long.MAX_VALUE;
  }
}
