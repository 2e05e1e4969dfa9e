package dev.tidemark.source.stream;

import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.source.files.UnreadableInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was taken from a supply: devices of readings, and malformed lines with their places. */
public final class TakenLines implements LineTarget {
  private final List<String> names = new ArrayList<>();

  /** Takes until nothing comes for the time being. */
  public static List<String> from(ArrivalStream<?> supply) throws UnreadableInputException {
    return from(supply, Integer.MAX_VALUE);
  }

  public static List<String> from(ArrivalStream<?> supply, int most)
      throws UnreadableInputException {
    TakenLines taken = new TakenLines();
    while (taken.names.size() < most) {
      Optional<ArrivingLine> next = supply.next();
      if (next.isEmpty()) {
        break;
      }
      next.get().addTo(taken);
    }
    return taken.names;
  }

  /** Takes until the supply has ended, however long its records are on their way. */
  public static List<String> toTheEnd(ArrivalStream<?> supply) throws UnreadableInputException {
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
