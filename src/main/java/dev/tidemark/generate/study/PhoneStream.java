package dev.tidemark.generate.study;

import java.util.List;
import java.util.Optional;

/** One phone's rows of one recording, in the order in which they arrive. */
final class PhoneStream {
  private final Phone phone;
  private final Recording recording;
  private final List<Segment> segments;
  private final SeededRandom random;
  private final Motion motion;
  private final DeliveryOrder delivery;
  private final long phase;
  private long unread;
  private long read;
  private int segmentNumber;
  private long readInSegment;
  private long index;

  /** A reading that later ones overtake; {@code overtakers} of them still will. */
  private Optional<Row> overtaken = Optional.empty();

  private long overtakers;
  private Optional<Row> upcoming;

  PhoneStream(Phone phone, Recording recording, long seed) {
    String name = phone.device() + " of " + recording.user().label();
    this.phone = phone;
    this.recording = recording;
    this.segments = recording.segments();
    this.random = SeededRandom.of(seed, name);
    this.motion = new Motion(SeededRandom.of(seed, "motion of " + name));
    this.delivery = new DeliveryOrder(random);
    this.phase = random.below((int) StudyClock.READING_TICKS);
    this.unread = recording.rowsOf(phone);
    this.upcoming = take();
  }

  boolean hasNext() {
    return upcoming.isPresent();
  }

  /** The row that {@link #next} returns. */
  Row peek() {
    return upcoming.orElseThrow();
  }

  Row next() {
    Row row = peek();
    upcoming = take();
    return row;
  }

  private Optional<Row> take() {
    if (overtaken.isPresent() && overtakers == 0) {
      Row row = overtaken.get().arrivingAt(delivery.last());
      overtaken = Optional.empty();
      return Optional.of(row.numbered(index++));
    }
    if (unread == 0) {
      return Optional.empty();
    }
    Row row = measure();
    if (overtaken.isEmpty() && read > recording.outliersOf(phone)) {
      long others = Math.min(delivery.overtakers(), leftInSegment());
      if (others > 0) {
        overtaken = Optional.of(row);
        overtakers = others;
        row = measure();
      }
    }
    if (overtaken.isPresent()) {
      overtakers--;
    }
    return Optional.of(row.numbered(index++));
  }

  private long leftInSegment() {
    return Math.min(unread, segments.get(segmentNumber).rows() - readInSegment);
  }

  private Row measure() {
    if (readInSegment == segments.get(segmentNumber).rows()) {
      segmentNumber++;
      readInSegment = 0;
    }
    Segment segment = segments.get(segmentNumber);
    long due = segment.startTick() + readInSegment * StudyClock.READING_TICKS;
    long tick = recording.startTick() + phase + due + delivery.jitterTicks();
    motion.advance(segment.activity());
    Row row =
        new Row(
            delivery.arrival(tick),
            read < recording.outliersOf(phone) ? outlier() : phone.creationTime(tick),
            phone,
            index,
            recording.user(),
            segment.activity(),
            motion.x(),
            motion.y(),
            motion.z(),
            true);
    read++;
    readInSegment++;
    unread--;
    return row;
  }

  private long outlier() {
    return StudyClock.OUTLIER_NANOS + StudyClock.nanos(read * StudyClock.READING_TICKS);
  }
}
