package dev.tidemark.report.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The records that one sink keeps apart, by reason.
 *
 * @param found how many rows there are, and should be
 */
public record RejectedFacts(String sink, RowsFound found, List<Reason> reasons) {

  /**
   * The records that were kept apart for one reason.
   *
   * @param mostLateMs the largest {@code late_by_ms}
   * @param samples the first few
   */
  public record Reason(
      String reason, long count, Optional<Long> mostLateMs, List<Sample> samples) {}

  /**
   * One record.
   *
   * @param text the line or the reading as JSON, cut if it is long
   * @param reading its fields; empty for a line that is none
   * @param error what is wrong with a line; empty for a reading
   * @param file where a line was read; empty for a reading
   * @param offset of the line's first byte in the file
   */
  public record Sample(
      String text, Optional<JsonNode> reading, String error, String file, long offset) {}
}
