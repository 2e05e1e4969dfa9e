package dev.tidemark.testing;

import dev.tidemark.model.Reading;
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

  public Reading build() {
    return new Reading(
        creationTime, arrivalTime, user, device, index, model, gt, x, Double.NaN, Double.NaN);
  }
}
