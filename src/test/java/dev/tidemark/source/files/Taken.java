package dev.tidemark.source.files;

import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.source.UnreadableInput;
import dev.tidemark.source.stream.Arrival;
import dev.tidemark.source.stream.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was taken from a supply: devices of readings, and malformed lines with their places. */
public final class Taken implements LineTarget {
  private final List<String> names = new ArrayList<>();

  /** Takes until nothing comes for the time being. */
  public static List<String> from(Supply supply) throws UnreadableInput {
    return from(supply, Integer.MAX_VALUE);
  }

  public static List<String> from(Supply supply, int most) throws UnreadableInput {
    Taken taken = new Taken();
    while (taken.names.size() < most) {
      Optional<Arrival> next = supply.next();
      if (next.isEmpty()) {
        break;
      }
      next.get().addTo(taken);
    }
    return taken.names;
  }

  /** Takes until the supply has ended, however long its records are on their way. */
  public static List<String> toTheEnd(Supply supply) throws UnreadableInput {
    List<String> names = new ArrayList<>();
    while (!supply.hasEnded()) {
      names.addAll(from(supply));
    }
    return names;
  }

  /** The line of a reading that goes by its device. */
  public static String line(String device, long arrival) {
    return "{\"Arrival_Time\":%d,\"Creation_Time\":1,\"User\":\"u\",\"Device\":\"%s\"}"
        .formatted(arrival, device);
  }

  @Override
  public void add(Reading reading) {
    names.add(reading.device());
  }

  @Override
  public void add(MalformedLine line) {
    names.add(line.file() + "@" + line.offset() + ": " + line.text());
  }
}
