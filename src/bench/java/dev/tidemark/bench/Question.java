package dev.tidemark.bench;

import java.util.List;

/** A question that contenders answer, with the fields in which their rows must agree. */
public enum Question {
  TUMBLING("tumbling-counts-by-user", "batch", "User window_start count"),
  SESSIONS("sessions", "batch", "User window_start window_end count activities mean_x"),
  DEDUPLICATED("deduplicated-counts", "batch", "User count"),
  COUNT_WINDOWS("count-windows", "batch", "Device window count mean_x start end"),
  TUMBLING_REPLAY("tumbling-counts-by-user", "replay", TUMBLING.fields),
  SESSIONS_REPLAY("sessions", "replay", SESSIONS.fields),
  SLIDING("sliding-counts", "batch", "window_start count"),
  DEDUPLICATED_REPLAY("deduplicated-counts", "replay", DEDUPLICATED.fields),
  MONITOR("activity-monitor", "batch", "User window_start count");

  private final String pipeline;
  private final String mode;

  /** Their names, with a space between. */
  private final String fields;

  Question(String pipeline, String mode, String fields) {
    this.pipeline = pipeline;
    this.mode = mode;
    this.fields = fields;
  }

  /** The name of Tidemark's pipeline file, without its ending. */
  public String pipeline() {
    return pipeline;
  }

  /** Tidemark's mode: {@code batch} or {@code replay}. */
  public String mode() {
    return mode;
  }

  /** The sink of Tidemark's pipeline file whose rows are compared. */
  public String sink() {
    return this == MONITOR ? "counts" : "results";
  }

  /** The fields of a row in which all contenders must agree. */
  public List<String> fields() {
    return List.of(fields.split(" ", -1));
  }

  /** How options and reports call it. */
  public String id() {
    return pipeline + (mode.equals("batch") ? "" : "-" + mode);
  }
}
