package dev.tidemark.sink;

import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.TraceEventCoder;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Notes as lines of text, for the run alone to read back. */
public final class TraceEventRows {
  private TraceEventRows() {}

  static String of(TraceEvent traceEvent) {
    try {
      return CoderUtils.encodeToBase64(TraceEventCoder.of(), traceEvent);
    } catch (CoderException e) {
      throw new IllegalStateException("a note in memory cannot fail", e);
    }
  }

  /** Reads the row that a run wrote. */
  public static TraceEvent parse(String row) throws IOException {
    return CoderUtils.decodeFromBase64(TraceEventCoder.of(), row);
  }
}
