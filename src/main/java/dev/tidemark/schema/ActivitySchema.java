package dev.tidemark.schema;

import dev.tidemark.schema.Field.Unit;
import java.util.List;

/**
 * The built-in schema: the activity that phones and watches recognized. Its form in a pipeline file
 * is {@code pipelines/schemas/activity.yaml}. Only {@code generate} and the defaults of steps that
 * were made for it know its fields.
 */
public final class ActivitySchema {
  public static final ReadingSchema SCHEMA =
      ReadingSchema.builder()
          .add("Arrival_Time", Field.Type.WHOLE, Unit.MILLIS)
          .add("Creation_Time", Field.Type.WHOLE, Unit.NANOS)
          .add("Device", Field.Type.TEXT)
          .add("Index", Field.Type.WHOLE)
          .add("Model", Field.Type.TEXT)
          .add("User", Field.Type.TEXT)
          .add("gt", Field.Type.TEXT)
          .add("x", Field.Type.REAL)
          .add("y", Field.Type.REAL)
          .add("z", Field.Type.REAL)
          .require(List.of("Arrival_Time", "Creation_Time", "User", "Device"))
          .arrival("Arrival_Time")
          .identity(List.of("Device", "Index"))
          .names(List.of("User", "Device", "Index"))
          .build();

  /** When the reading came in, ms since 1970. */
  public static final Field ARRIVAL_TIME = SCHEMA.field("Arrival_Time");

  /** Event time by the phone's clock, ns since 1970. */
  public static final Field CREATION_TIME = SCHEMA.field("Creation_Time");

  public static final Field DEVICE = SCHEMA.field("Device");

  /** The reading's number within its user and device. */
  public static final Field INDEX = SCHEMA.field("Index");

  public static final Field MODEL = SCHEMA.field("Model");
  public static final Field USER = SCHEMA.field("User");

  /** The labelled activity; the string {@code "null"} is a label like any other. */
  public static final Field GT = SCHEMA.field("gt");

  /** In rad/s around the first axis. */
  public static final Field X = SCHEMA.field("x");

  public static final Field Y = SCHEMA.field("y");
  public static final Field Z = SCHEMA.field("z");

  private ActivitySchema() {}
}
