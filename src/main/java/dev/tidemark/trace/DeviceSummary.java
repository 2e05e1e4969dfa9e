package dev.tidemark.trace;

import dev.tidemark.model.TraceEvent.Roll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Which users and devices have readings: helps a user whose traced reading was not found. */
final class DeviceSummary {
  /** More names would not help. */
  private static final int MAX_NAMES = 20;

  private final Map<String, Map<String, Roll>> byUserAndDevice = new TreeMap<>();

  void add(Roll roll) {
    byUserAndDevice
        .computeIfAbsent(roll.user(), first -> new TreeMap<>())
        .merge(roll.device(), roll, Roll::plus);
  }

  List<String> nothingOf(ReadingId id) {
    return List.of(id + ": no such reading was read", "  " + nearest(id));
  }

  private String nearest(ReadingId id) {
    Map<String, Roll> devices = byUserAndDevice.getOrDefault(id.user(), Map.of());
    if (byUserAndDevice.isEmpty()) {
      return "no reading was read at all";
    }
    if (devices.isEmpty()) {
      return "user " + id.user() + " has no reading; users are " + names(byUserAndDevice);
    }
    if (!devices.containsKey(id.device())) {
      return "user %s has no reading of device %s; devices are %s"
          .formatted(id.user(), id.device(), names(devices));
    }
    Roll roll = devices.get(id.device());
    return String.format(
        Locale.ROOT,
        "user %s has %,d readings of device %s, with an Index from %d to %d",
        id.user(),
        roll.count(),
        id.device(),
        roll.leastIndex(),
        roll.greatestIndex());
  }

  private static String names(Map<String, ?> named) {
    List<String> names = new ArrayList<>(named.keySet());
    return names.size() <= MAX_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MAX_NAMES)) + ", ...";
  }
}
