package dev.tidemark.testing;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import java.util.Optional;
import java.util.OptionalLong;

/** The values of readings of the built-in schema, by the names of its fields. */
public final class Values {
  private Values() {}

  public static long creationTime(Reading reading) {
    return reading.whole(ActivitySchema.CREATION_TIME);
  }

  public static String user(Reading reading) {
    return reading.text(ActivitySchema.USER).orElseThrow();
  }

  public static String device(Reading reading) {
    return reading.text(ActivitySchema.DEVICE).orElseThrow();
  }

  public static OptionalLong index(Reading reading) {
    return reading.has(ActivitySchema.INDEX)
        ? OptionalLong.of(reading.whole(ActivitySchema.INDEX))
        : OptionalLong.empty();
  }

  public static Optional<String> model(Reading reading) {
    return reading.text(ActivitySchema.MODEL);
  }

  public static Optional<String> gt(Reading reading) {
    return reading.text(ActivitySchema.GT);
  }

  public static double x(Reading reading) {
    return reading.real(ActivitySchema.X);
  }

  public static double y(Reading reading) {
    return reading.real(ActivitySchema.Y);
  }

  public static double z(Reading reading) {
    return reading.real(ActivitySchema.Z);
  }
}
