package dev.tidemark.testing;

import dev.tidemark.format.ReadingFormat.JsonLines;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.trace.ReadingId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Readings for tests: each names only what its test is about. Absent fields stay absent. */
public final class Readings {
  /** How readings of the built-in schema are written. */
  public static final JsonLines ACTIVITY = new JsonLines(ActivitySchema.SCHEMA);

  private final long creationTime;
  private long arrivalTime;
  private String user = "a";
  private String device = "phone";
  private OptionalLong index = OptionalLong.empty();
  private Optional<String> model = Optional.empty();
  private Optional<String> gt = Optional.empty();
  private double x = Double.NaN;
  private double y = Double.NaN;
  private double z = Double.NaN;
  private OptionalLong clock = OptionalLong.empty();

  private Readings(long nanos) {
    creationTime = nanos;
    arrivalTime = Math.floorDiv(nanos, 1_000_000L);
  }

  /** A reading that arrives in the millisecond in which it was made. */
  public static Readings atNanos(long nanos) {
    return new Readings(nanos);
  }

  public static Readings atMillis(long millis) {
    return new Readings(millis * 1_000_000);
  }

  public Readings arrival(long millis) {
    arrivalTime = millis;
    return this;
  }

  public Readings user(String name) {
    user = name;
    return this;
  }

  public Readings device(String name) {
    device = name;
    return this;
  }

  public Readings index(long number) {
    index = OptionalLong.of(number);
    return this;
  }

  public Readings model(String name) {
    model = Optional.of(name);
    return this;
  }

  public Readings gt(String label) {
    gt = Optional.of(label);
    return this;
  }

  public Readings x(double value) {
    x = value;
    return this;
  }

  public Readings y(double value) {
    y = value;
    return this;
  }

  public Readings z(double value) {
    z = value;
    return this;
  }

  /** Judged by another arrival than its own. */
  public Readings clock(long millis) {
    clock = OptionalLong.of(millis);
    return this;
  }

  public Reading build() {
    ReadingColumnsBuilder builder = new ReadingColumnsBuilder(ActivitySchema.SCHEMA, 1);
    builder.begin();
    builder.setWhole(ActivitySchema.CREATION_TIME.position(), creationTime);
    builder.setWhole(ActivitySchema.ARRIVAL_TIME.position(), arrivalTime);
    builder.setText(ActivitySchema.USER.position(), user);
    builder.setText(ActivitySchema.DEVICE.position(), device);
    index.ifPresent(number -> builder.setWhole(ActivitySchema.INDEX.position(), number));
    model.ifPresent(name -> builder.setText(ActivitySchema.MODEL.position(), name));
    gt.ifPresent(label -> builder.setText(ActivitySchema.GT.position(), label));
    builder.setReal(ActivitySchema.X.position(), x);
    builder.setReal(ActivitySchema.Y.position(), y);
    builder.setReal(ActivitySchema.Z.position(), z);
    builder.end(0);
    return clock.isPresent() ? judgedBy(builder.last(), clock.getAsLong()) : builder.last();
  }

  /** The same reading, judged by another arrival than its own. */
  public static Reading judgedBy(Reading reading, long clock) {
    return ReadingColumns.of(List.of(reading)).judgedBy(new long[] {clock}).get(0);
  }

  /** What a row says of a reading of which it is a duplicate. */
  public static First first(
      long arrival, long creation, String user, String device, boolean isIndexed, long index) {
    return new First(
        List.of(
            Optional.of(arrival),
            Optional.of(creation),
            Optional.of(device),
            isIndexed ? Optional.of(index) : Optional.empty(),
            Optional.of(user)));
  }

  /** The name of a reading. */
  /** The bucket of a user's readings, for a step whose key is the user. */
  public static int bucketOf(String user) {
    return Buckets.MANY.of(
        List.of(ActivitySchema.USER), atMillis(0).user(user).build().columns(), 0);
  }

  public static ReadingId id(String user, String device, long index) {
    return new ReadingId(
        ActivitySchema.SCHEMA.names(), List.of(user, device, Long.toString(index)));
  }
}
