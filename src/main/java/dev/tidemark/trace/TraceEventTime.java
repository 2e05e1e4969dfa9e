package dev.tidemark.trace;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.MaxAhead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Explains when a reading happened, when it arrived, where the watermark was then, and whether the
 * reading is from the future.
 */
public record TraceEventTime(MaxAhead maxAhead) implements Explanation {

  @Override
  public List<String> of(Reading reading) {
    EventTime eventTime = maxAhead.eventTime();
    List<String> texts = new ArrayList<>(List.of(times(reading, eventTime)));
    correction(reading, eventTime).ifPresent(texts::add);
    maxAhead
        .tooFar(reading)
        .ifPresent(
            future ->
                texts.add(
                    String.format(
                        Locale.ROOT,
                        "from the future, by %,d ms: its event time is more than %,d ms past its"
                            + " arrival",
                        future.lateByMs(),
                        maxAhead.limit().toMillis())));
    return texts;
  }

  private static String times(Reading reading, EventTime eventTime) {
    long delay = reading.arrivalTime() - eventTime.millis(reading);
    return "%s (%s); arrived %s, %s%s; the watermark then: %s"
        .formatted(
            JsonRow.eventTime(eventTime.nanos(reading)),
            eventTime.field().name(),
            JsonRow.windowBound(reading.arrivalTime()),
            String.format(
                Locale.ROOT,
                delay < 0 ? "%,.3f s before that" : "%,.3f s later",
                Math.abs(delay) / 1e3),
            countsAs(reading),
            JsonRow.windowBound(eventTime.watermark(reading)));
  }

  private static Optional<String> correction(Reading reading, EventTime eventTime) {
    String device = reading.columns().device(reading.row());
    return eventTime.clocks().corrects(device)
        ? Optional.of(
            "corrected by %s: the clock of %s shows %s"
                .formatted(
                    eventTime.clocks().name(),
                    device,
                    JsonRow.eventTime(eventTime.shown(reading.columns(), reading.row()))))
        : Optional.empty();
  }

  /** A stream may emit a reading after others that arrived later. */
  private static String countsAs(Reading reading) {
    return reading.clock() == reading.arrivalTime()
        ? ""
        : ", but emitted after readings that arrived " + JsonRow.windowBound(reading.clock());
  }
}
