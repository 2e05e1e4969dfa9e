package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the event and arrival times of readings, in any order, and analyses the clock of each
 * device. Holds two numbers a reading.
 */
public final class ClockSurvey {
  /** Two numbers, the room to grow, and as much again to sort those of one device. */
  private static final long BYTES_A_READING = 48;

  /** What a device takes beside, without its name. */
  private static final long BYTES_A_DEVICE = 1_000;

  /** What reading files takes beside. */
  private static final long BYTES_TO_READ = 64L << 20;

  private final Unit written;
  private final long tolerance;
  private long room;
  private final TreeMap<String, ReadingTimes> devices = new TreeMap<>();
  private long readings;

  /** Thrown where the heap would not hold the times of more readings. */
  public static final class TooManyReadingsException extends Exception {
    private static final long serialVersionUID = 1L;

    TooManyReadingsException(long readings, int devices) {
      super(
          String.format(
              Locale.ROOT,
              "more than %,d readings of %,d devices do not fit this heap, at %d bytes a reading",
              readings,
              devices,
              BYTES_A_READING));
    }
  }

  /**
   * Starts without readings.
   *
   * @param written the unit that the schema says the event times have
   * @param toleranceMs how far a clock may be off
   * @param room how many bytes it may take
   */
  public ClockSurvey(Unit written, long toleranceMs, long room) {
    this.written = written;
    this.tolerance = Nanos.times(toleranceMs, Nanos.PER_MILLI);
    this.room = room;
  }

  /** How many bytes of a heap it may take. */
  public static long roomIn(long heapBytes) {
    return Math.max(0, heapBytes - BYTES_TO_READ);
  }

  /**
   * Adds a reading.
   *
   * @param device empty where the schema has none
   * @param arrivalMs ms since 1970
   * @param count the event time as it is written, in the schema's unit
   */
  public void add(String device, long arrivalMs, long count) throws TooManyReadingsException {
    ReadingTimes times = devices.get(device);
    room -= BYTES_A_READING + (times == null ? BYTES_A_DEVICE + 2L * device.length() : 0);
    if (room < 0) {
      throw new TooManyReadingsException(readings, devices.size());
    }
    if (times == null) {
      times = new ReadingTimes();
      devices.put(device, times);
    }
    readings++;
    times.add(Nanos.times(arrivalMs, Nanos.PER_MILLI), count);
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
