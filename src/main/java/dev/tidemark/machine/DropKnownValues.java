package dev.tidemark.machine;

import dev.tidemark.machine.DropAdjacentDuplicates.Verdict;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the first reading of each combination of values, among readings whose event times are at
 * most {@code within} apart. One that lacks a value is always kept. The first is the one that comes
 * first in the order in which a stream releases readings, in batch as in a stream.
 *
 * <p>State and lateness: the state is the values, the event time and an identity of each reading
 * kept within twice {@code within}. It is changed in place. If the original is missing, the
 * duplicate is the first. A duplicate is recognized as long as it is not too late for the order.
 */
public record DropKnownValues(EventTime eventTime, List<Field> on, Duration within)
    implements StateMachine<KnownValues, Verdict> {
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  public DropKnownValues {
    on = List.copyOf(on);
  }

  @Override
  public KnownValues start() {
    return KnownValues.none();
  }

  @Override
  public KnownValues next(KnownValues known, Reading reading, Consumer<? super Verdict> outputs) {
    forget(known, eventTime.releaseTime(reading, reading.clock()));
    ReadingKey values = ReadingKey.of(on, reading);
    long nanos = eventTime.nanos(reading);
    long reach = within.compareTo(LONGEST) < 0 ? within.toNanos() : Long.MAX_VALUE;
    Optional<First> first =
        known.firstOf(
            values,
            nanos < Long.MIN_VALUE + reach ? Long.MIN_VALUE : nanos - reach,
            nanos > Long.MAX_VALUE - reach ? Long.MAX_VALUE : nanos + reach);
    if (first.isPresent()) {
      outputs.accept(new Verdict.Duplicate(new DuplicateReading(first.get(), reading)));
    } else {
      outputs.accept(new Verdict.Kept(reading));
      if (values.values().stream().allMatch(Optional::isPresent)) {
        known.add(values, nanos, First.of(reading));
      }
    }
    return known;
  }

  /** A reading that is in time is at most {@code within} late, and so is what it may equal. */
  @Override
  public KnownValues forget(KnownValues known, long ms) {
    long oldest = ms - 2 * within.toMillis();
    if (oldest > Long.MIN_VALUE / NANOS_A_MILLI) {
      known.forgetBefore(Math.min(oldest, Long.MAX_VALUE / NANOS_A_MILLI) * NANOS_A_MILLI);
    }
    return known;
  }

  @Override
  public void write(KnownValues known, DataOutput out) throws IOException {
    known.writeTo(out);
  }

  @Override
  public KnownValues read(DataInput in) throws IOException {
    return KnownValues.readFrom(in);
  }
}
