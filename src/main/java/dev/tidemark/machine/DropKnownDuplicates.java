package dev.tidemark.machine;

import dev.tidemark.machine.DropAdjacentDuplicates.Verdict;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.time.EventTime;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the first reading of each event time, to the microsecond, in a stream. There a duplicate
 * may come after other readings, up to {@code remember} later, so the machine remembers all event
 * times since then. It keeps the same readings as {@link DropAdjacentDuplicates} does for bounded
 * input.
 *
 * <p>State and lateness: the state is an event time and an identity for each reading kept within
 * {@code remember}. It is changed in place. If the original is missing, the duplicate is the first.
 * A duplicate is recognized as long as it is not too late for the order.
 */
public record DropKnownDuplicates(EventTime eventTime, Duration remember)
    implements StateMachine<KnownMoments, Verdict> {

  @Override
  public KnownMoments start() {
    return KnownMoments.none();
  }

  @Override
  public KnownMoments next(KnownMoments known, Reading reading, Consumer<? super Verdict> outputs) {
    forget(known, eventTime.releaseTime(reading, reading.clock()));
    long micros = eventTime.micros(reading);
    Optional<First> first = known.firstOf(micros);
    if (first.isPresent()) {
      outputs.accept(new Verdict.Duplicate(new DuplicateReading(first.get(), reading)));
    } else {
      outputs.accept(new Verdict.Kept(reading));
      known.add(micros, First.of(reading));
    }
    return known;
  }

  @Override
  public KnownMoments forget(KnownMoments known, long ms) {
    known.forgetBefore((ms - remember.toMillis()) * 1000);
    return known;
  }

  @Override
  public void write(KnownMoments known, DataOutput out) throws IOException {
    known.writeTo(out);
  }

  @Override
  public KnownMoments read(DataInput in) throws IOException {
    return KnownMoments.readFrom(in);
  }
}
