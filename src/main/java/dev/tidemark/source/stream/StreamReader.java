package dev.tidemark.source.stream;

import dev.tidemark.format.BatchBuilder;
import dev.tidemark.format.LineTarget;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/** Gives out blocks of what a supply has, and tells each how far the stream has come. */
final class StreamReader extends UnboundedSource.UnboundedReader<ReadingBatch>
    implements LineTarget {
  private final StreamSource source;
  private final BatchBuilder batch;
  private final ReadTracer sightings;
  private final ArrivalStream supply;
  private final ArrivalClock clock;
  private Optional<ReadingBatch> current = Optional.empty();
  private Instant stamp = BoundedWindow.TIMESTAMP_MIN_VALUE;
  private long earliest;

  private StreamReader(
      StreamSource source, ArrivalStream supply, Optional<StreamMark> mark, ReadTracer sightings) {
    this.source = source;
    this.batch = new BatchBuilder(source.step());
    this.sightings = sightings;
    this.supply = supply;
    this.clock = source.clockAt(mark);
  }

  /** Goes on from a mark, or starts. */
  static StreamReader at(Optional<StreamMark> mark, StreamSource source, ReadTracer sightings)
      throws IOException {
    return new StreamReader(source, source.open(mark, sightings), mark, sightings);
  }

  @Override
  public boolean start() throws IOException {
    return advance();
  }

  @Override
  public boolean advance() throws IOException {
    Optional<StreamProgress> due = clock.resume();
    if (due.isPresent()) {
      emitWithoutReadings(due.get());
      return true;
    }
    if (clock.hasEnded()) {
      // Also where the reader is a new one, and there is more by now.
      current = Optional.empty();
      return false;
    }
    earliest = Long.MAX_VALUE;
    Optional<ArrivingLine> next = supply.next();
    while (next.isPresent()) {
      next.get().addTo(this);
      next = batch.isFull() ? Optional.empty() : supply.next();
    }
    if (batch.isEmpty()) {
      if (supply.hasEnded()) {
        clock.end();
        // The Direct runner takes a mark only behind what was given out, and the end needs marks.
        emitWithoutReadings(clock.progress());
        return true;
      }
      if (supply.isIdle()) {
        clock.pause();
      }
      current = Optional.empty();
      return false;
    }
    ReadingBatch full = batch.take().withSideOutput(sightings.take());
    earliest = Math.min(earliest, clock.progress().arrivalClock());
    emit(new ReadingBatch(full.readings(), full.sideOutput(), clock.progress()));
    return true;
  }

  @Override
  public void add(Reading reading) {
    Reading judged = clock.emit(reading);
    earliest =
        Math.min(
            earliest,
            Math.min(Math.floorDiv(reading.creationTime(), 1_000_000L), reading.arrivalTime()));
    batch.add(judged);
  }

  @Override
  public void add(MalformedLine line) {
    batch.add(line);
  }

  @Override
  public ReadingBatch getCurrent() {
    return current.orElseThrow(NoSuchElementException::new);
  }

  /** Not after the event time of any reading of the block, whichever clock that is taken from. */
  @Override
  public Instant getCurrentTimestamp() {
    if (current.isEmpty()) {
      throw new NoSuchElementException();
    }
    return stamp;
  }

  @Override
  public Instant getWatermark() {
    return clock.watermark();
  }

  @Override
  public StreamMark getCheckpointMark() {
    return new StreamMark(supply.position(), clock.mark());
  }

  @Override
  public StreamSource getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    supply.close();
  }

  private void emitWithoutReadings(StreamProgress progress) {
    earliest = progress.arrivalClock();
    emit(new ReadingBatch(List.of(), SideOutput.NOTHING, progress));
  }

  private void emit(ReadingBatch given) {
    current = Optional.of(given);
    long bounded = Math.max(earliest, BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis());
    stamp = Instant.ofEpochMilli(bounded);
  }
}
