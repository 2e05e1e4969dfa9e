package dev.tidemark.testing;

import dev.tidemark.model.Reading;
import dev.tidemark.schema.Activity;
import java.util.Optional;
import java.util.OptionalLong;

/** The values of readings of the built-in schema, by the names of its fields. */
public final class Values {
  private Values() {}

  public static long creationTime(Reading reading) {
    return reading.whole(Activity.CREATION_TIME);
  }

  public static String user(Reading reading) {
    return reading.text(Activity.USER).orElseThrow();
  }

  public static String device(Reading reading) {
    return reading.text(Activity.DEVICE).orElseThrow();
  }

  public static OptionalLong index(Reading reading) {
    return reading.has(Activity.INDEX)
        ? OptionalLong.of(reading.whole(Activity.INDEX))
        : OptionalLong.empty();
  }

  public static Optional<String> model(Reading reading) {
    return reading.text(Activity.MODEL);
  }

  public static Optional<String> gt(Reading reading) {
    return reading.text(Activity.GT);
  }

  public static double x(Reading reading) {
    return reading.real(Activity.X);
  }

  public static double y(Reading reading) {
    return reading.real(Activity.Y);
  }

  public static double z(Reading reading) {
    return reading.real(Activity.Z);
  }
}
