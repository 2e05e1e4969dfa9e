package dev.tidemark.condition;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;

/** Holds where a reading has the field, or where it does not. */
record Presence(Field field, boolean present) implements Condition {
  @Override
  public boolean test(Reading reading) {
    return field.isPresent(reading) == present;
  }
}
