package dev.tidemark.source.stream;

import static dev.tidemark.testing.Values.device;

import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.source.files.UnreadableInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was taken from a stream: devices of readings, and malformed lines with their places. */
public final class TakenLines implements LineTarget {
  private final List<String> names = new ArrayList<>();

  /** Takes lines until none is available. */
  public static List<String> from(ArrivalStream<?> stream) throws UnreadableInputException {
    return from(stream, Integer.MAX_VALUE);
  }

  public static List<String> from(ArrivalStream<?> stream, int most)
      throws UnreadableInputException {
    TakenLines taken = new TakenLines();
    while (taken.names.size() < most) {
      Optional<ArrivingLine> next = stream.next();
      if (next.isEmpty()) {
        break;
      }
      next.get().addTo(taken);
    }
    return taken.names;
  }

  /** Takes until the stream has ended, however slowly its records arrive. */
  public static List<String> toTheEnd(ArrivalStream<?> stream) throws UnreadableInputException {
    List<String> names = new ArrayList<>();
    while (!stream.hasEnded()) {
      names.addAll(from(stream));
    }
    return names;
  }

  /** The line of a reading identified by its device. */
  public static String line(String device, long arrival) {
    return "{\"Arrival_Time\":%d,\"Creation_Time\":1,\"User\":\"u\",\"Device\":\"%s\"}"
        .formatted(arrival, device);
  }

  @Override
  public void add(Reading reading) {
    names.add(device(reading));
  }

  @Override
  public void add(MalformedLine line) {
    names.add(line.file() + "@" + line.offset() + ": " + line.text());
  }
}
