package dev.tidemark.condition;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;

/** Holds if a reading has the field, or if it does not. */
record Presence(Field field, boolean present) implements Condition {
  @Override
  public boolean test(Reading reading) {
    return field.isPresent(reading) == present;
  }
}
