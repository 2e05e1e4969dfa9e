package dev.tidemark.trace;

import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.Reading;
import java.util.Optional;

/**
 * How a user names a reading: {@code User/Device/Index}. Several readings may have one name.
 *
 * @param index 0 if the reading has none
 */
public record ReadingId(String user, String device, long index) implements TracedReading {

  /** Parses a name, split at the first and the last slash; empty if it has another form. */
  public static Optional<ReadingId> parse(String text) {
    int first = text.indexOf('/');
    int last = text.lastIndexOf('/');
    if (first == last) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReadingId(
              text.substring(0, first),
              text.substring(first + 1, last),
              Long.parseLong(text.substring(last + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  public static ReadingId of(First first) {
    return new ReadingId(first.user(), first.device(), first.index());
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public boolean sees(Reading reading) {
    return reading.index().orElse(0) == index
        && reading.device().equals(device)
        && reading.user().equals(user);
  }

  @Override
  public boolean isNear(Reading reading) {
    return reading.user().equals(user);
  }

  @Override
  public String toString() {
    return user + "/" + device + "/" + index;
  }
}
