package dev.tidemark.testing;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingColumnsBuilder;
import java.util.Optional;
import java.util.OptionalLong;

/** Readings for tests: each names only what its test is about. Absent fields stay absent. */
public final class Readings {
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
    ReadingColumnsBuilder builder = new ReadingColumnsBuilder(1);
    builder.begin();
    builder.setWhole(Field.CREATION_TIME.position(), creationTime);
    builder.setWhole(Field.ARRIVAL_TIME.position(), arrivalTime);
    builder.setText(Field.USER.position(), user);
    builder.setText(Field.DEVICE.position(), device);
    index.ifPresent(number -> builder.setWhole(Field.INDEX.position(), number));
    model.ifPresent(name -> builder.setText(Field.MODEL.position(), name));
    gt.ifPresent(label -> builder.setText(Field.GT.position(), label));
    builder.setReal(Field.X.position(), x);
    builder.setReal(Field.Y.position(), y);
    builder.setReal(Field.Z.position(), z);
    builder.end();
    return clock.isPresent() ? judgedBy(builder.last(), clock.getAsLong()) : builder.last();
  }

  /** The same reading, judged by another arrival than its own. */
  public static Reading judgedBy(Reading reading, long clock) {
    ReadingColumnsBuilder builder = new ReadingColumnsBuilder(1);
    builder.add(reading, clock);
    return builder.last();
  }
}
