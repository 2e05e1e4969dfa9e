package dev.tidemark.report.facts;

import java.util.Optional;

/**
 * How many rows of a sink were found in its files.
 *
 * @param counted by the run's own count
 * @param read for the page
 * @param areAll whether there are no more: reading did not stop at the bound of a page
 * @param brokenFile a file that could not be read to its end
 */
public record RowsFound(long counted, long read, boolean areAll, Optional<String> brokenFile) {
  /** As many rows as there should be, or more that were found. */
  public long total() {
    return Math.max(counted, read);
  }

  /** Whether files were added or removed, or have lost rows, since the run counted them. */
  public boolean differ() {
    return read > counted || (areAll && read < counted) || brokenFile.isPresent();
  }
}
