package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the event and arrival times of readings, in any order, and analyses the clock of each
 * device. Holds two numbers a reading.
 */
public final class ClockSurvey {
  /** Two numbers, the room to grow, and as much again to sort those of one device. */
  private static final long BYTES_A_READING = 48;

  /** What reading files takes beside. */
  private static final long BYTES_TO_READ = 64L << 20;

  private final Unit written;
  private final long tolerance;
  private final long most;
  private final TreeMap<String, ReadingTimes> devices = new TreeMap<>();
  private long readings;

  /** Thrown where the heap would not hold the times of more readings. */
  public static final class TooManyReadingsException extends Exception {
    private static final long serialVersionUID = 1L;

    TooManyReadingsException(long most) {
      super(
          "more than %,d readings do not fit this heap, at %d bytes each"
              .formatted(most, BYTES_A_READING));
    }
  }

  /**
   * Starts without readings.
   *
   * @param written the unit that the schema says the event times have
   * @param toleranceMs how far a clock may be off
   * @param most how many readings it takes
   */
  public ClockSurvey(Unit written, long toleranceMs, long most) {
    this.written = written;
    this.tolerance = Nanos.times(toleranceMs, Nanos.PER_MILLI);
    this.most = most;
  }

  /** How many readings a heap of a size has room for. */
  public static long roomIn(long heapBytes) {
    return Math.max(0, heapBytes - BYTES_TO_READ) / BYTES_A_READING;
  }

  /**
   * Adds a reading.
   *
   * @param device empty where the schema has none
   * @param arrivalMs ms since 1970
   * @param count the event time as it is written, in the schema's unit
   */
  public void add(String device, long arrivalMs, long count) throws TooManyReadingsException {
    if (readings == most) {
      throw new TooManyReadingsException(most);
    }
    readings++;
    devices
        .computeIfAbsent(device, name -> new ReadingTimes())
        .add(Nanos.times(arrivalMs, Nanos.PER_MILLI), count);
  }

  public long readings() {
    return readings;
  }

  /** Analyses the clocks, by the names of the devices. The times that were added are given up. */
  public List<DeviceClock> clocks() {
    List<DeviceClock> clocks = new ArrayList<>();
    while (!devices.isEmpty()) {
      Map.Entry<String, ReadingTimes> device = devices.pollFirstEntry();
      clocks.add(DeviceClock.of(device.getKey(), device.getValue(), written, tolerance));
    }
    return clocks;
  }
}
