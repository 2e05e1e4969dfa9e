package dev.tidemark.clock;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What corrects the event times of some devices; those of all others are right.
 *
 * @param name the file's name
 * @param digest of what the file holds
 * @param timestamp the field of the event times
 * @param unit what its numbers count by the schema; {@link Unit#NONE} where they are no numbers
 * @param devices by name; a reading without a device is of the empty name
 */
public record ClockTable(
    String name, String digest, String timestamp, Unit unit, Map<String, DeviceCorrection> devices)
    implements Serializable {
  /** How many segments a table may hold, of all its devices. */
  public static final int MAX_SEGMENTS = 5_000;

  /** Corrects nothing. */
  public static final ClockTable NONE = new ClockTable("", "", "", Unit.NONE, Map.of());

  public ClockTable {
    devices = new TreeMap<>(devices);
  }

  /** What the numbers of event times count; {@link Unit#NONE} where they are no numbers. */
  public static Unit unit(Field eventTime) {
    return eventTime.type() == Field.Type.WHOLE ? eventTime.unit() : Unit.NONE;
  }

  public boolean isEmpty() {
    return devices.isEmpty();
  }

  /** Whether it is for event times that a field holds. */
  public boolean isOf(Field eventTime) {
    return timestamp.equals(eventTime.name()) && unit == unit(eventTime);
  }

  /** Whether it corrects a device. */
  public boolean corrects(String device) {
    return devices.containsKey(device);
  }

  /**
   * The event time of a reading by a right clock, ns since 1970.
   *
   * @param event ns since 1970, by the device's clock and the schema's unit
   * @param arrivalMs ms since 1970
   */
  public long corrected(String device, long event, long arrivalMs) {
    DeviceCorrection correction = devices.get(device);
    return correction == null ? event : correction.corrected(event, arrivalMs);
  }
}
