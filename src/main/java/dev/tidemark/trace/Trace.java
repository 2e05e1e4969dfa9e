package dev.tidemark.trace;

import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happened to the readings of one name, step by step: the same text in whatever order the
 * trace events arrive. Equal readings share their trace, as no step can tell them apart.
 */
public final class Trace {
  /** By each instant first, so that readings come as they happened; then by all their values. */
  private static final Comparator<Reading> ORDER =
      Comparator.comparing(Trace::instants, Arrays::compare)
          .thenComparing(reading -> reading.schema().toString())
          .thenComparing(Reading.TIES);

  private final ReadingId id;
  private final List<String> steps;
  private final Map<Reading, Map<String, Map<String, Integer>>> texts = new TreeMap<>(ORDER);
  private final NearestNames rolls = new NearestNames();

  /**
   * Starts an empty trace.
   *
   * @param steps their names, in the order in which readings pass them
   */
  public Trace(ReadingId id, List<String> steps) {
    this.id = id;
    this.steps = List.copyOf(steps);
  }

  public void add(TraceEvent traceEvent) {
    if (traceEvent instanceof TraceEvent.Event event) {
      texts
          .computeIfAbsent(event.reading(), first -> new TreeMap<>(byStep()))
          .computeIfAbsent(event.step(), first -> new TreeMap<>())
          .merge(event.text(), 1, Integer::sum);
    } else if (traceEvent instanceof TraceEvent.Roll roll) {
      rolls.add(roll);
    }
  }

  /** The trace in lines: a paragraph per reading or, without any, the names that come close. */
  public List<String> lines() {
    if (texts.isEmpty()) {
      return rolls.nothingOf(id);
    }
    List<String> lines = new ArrayList<>();
    if (isOneReading()) {
      Map<String, Map<String, Integer>> all = new TreeMap<>(byStep());
      texts.values().forEach(all::putAll);
      lines.add(id.toString());
      lines.addAll(paragraph(all));
      return lines;
    }
    boolean isMapped = schemas() > 1;
    texts.forEach(
        (reading, ofReading) -> {
          if (!lines.isEmpty()) {
            lines.add("");
          }
          lines.add(isMapped ? id + " with " + fields(reading) : id.toString());
          lines.addAll(paragraph(ofReading));
        });
    return lines;
  }

  /**
   * Whether all is about one reading: a step that maps fields makes another of it, with another
   * schema. Of two readings of one name it is not known which of those was made of which.
   */
  private boolean isOneReading() {
    return schemas() == texts.size();
  }

  private long schemas() {
    return texts.keySet().stream().map(Reading::schema).distinct().count();
  }

  private static String fields(Reading reading) {
    return String.join(", ", reading.schema().fieldNames());
  }

  private static List<String> paragraph(Map<String, Map<String, Integer>> textsByStep) {
    int width = longest(textsByStep.keySet());
    List<String> lines = new ArrayList<>();
    textsByStep.forEach(
        (step, textsOfStep) -> {
          String label = step;
          for (Map.Entry<String, Integer> text : textsOfStep.entrySet()) {
            String times = text.getValue() > 1 ? " (" + text.getValue() + " times)" : "";
            lines.add(
                "  " + label + " ".repeat(width - label.length() + 2) + text.getKey() + times);
            label = "";
          }
        });
    return lines;
  }

  private static int longest(Collection<String> names) {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  private static long[] instants(Reading reading) {
    return reading.schema().fields().stream()
        .filter(field -> field.isInstant() && reading.has(field))
        .sorted(
            Comparator.comparing(field -> reading.schema().arrival().equals(Optional.of(field))))
        .mapToLong(field -> field.nanos(reading.whole(field)))
        .toArray();
  }

  private Comparator<String> byStep() {
    return Comparator.comparingInt((String step) -> steps.indexOf(step))
        .thenComparing(Comparator.naturalOrder());
  }
}
