package dev.tidemark.generate;

import java.util.List;

/** One phone's rows of one recording, in the order in which they arrive. */
final class PhoneStream {
  private final Phone phone;
  private final Recording recording;
  private final List<Segment> stretches;
  private final SeededRandom chance;
  private final Motion motion;
  private final DeliveryOrder progress;
  private final long phase;
  private long unread;
  private long read;
  private int stretchNumber;
  private long readInStretch;
  private long index;
  private Row overtaken;
  private long overtakers;

  PhoneStream(Phone phone, Recording recording, long seed) {
    String name = phone.device() + " of " + recording.user().label();
    this.phone = phone;
    this.recording = recording;
    this.stretches = recording.stretches();
    this.chance = SeededRandom.of(seed, name);
    this.motion = new Motion(SeededRandom.of(seed, "motion of " + name));
    this.progress = new DeliveryOrder(chance);
    this.phase = chance.below((int) StudyClock.READING_TICKS);
    this.unread = recording.rowsOf(phone);
  }

  /** The next row, or null after the last. */
  Row next() {
    if (overtaken != null && overtakers == 0) {
      Row row = overtaken.arrivingAt(progress.last());
      overtaken = null;
      return row.numbered(index++);
    }
    if (unread == 0) {
      return null;
    }
    Row row = measure();
    if (overtaken == null && read > recording.outliersOf(phone)) {
      long others = Math.min(progress.overtakers(), leftInStretch());
      if (others > 0) {
        overtaken = row;
        overtakers = others;
        row = measure();
      }
    }
    if (overtaken != null) {
      overtakers--;
    }
    return row.numbered(index++);
  }

  private long leftInStretch() {
    return Math.min(unread, stretches.get(stretchNumber).rows() - readInStretch);
  }

  private Row measure() {
    if (readInStretch == stretches.get(stretchNumber).rows()) {
      stretchNumber++;
      readInStretch = 0;
    }
    Segment stretch = stretches.get(stretchNumber);
    long due = stretch.startTick() + readInStretch * StudyClock.READING_TICKS;
    long tick = recording.startTick() + phase + due + progress.jitterTicks();
    motion.advance(stretch.activity());
    Row row =
        new Row(
            progress.arrival(tick),
            read < recording.outliersOf(phone) ? outlier() : phone.creationTime(tick),
            phone,
            index,
            recording.user(),
            stretch.activity(),
            motion.x(),
            motion.y(),
            motion.z(),
            true);
    read++;
    readInStretch++;
    unread--;
    return row;
  }

  private long outlier() {
    return StudyClock.OUTLIER_NANOS + StudyClock.nanos(read * StudyClock.READING_TICKS);
  }
}
