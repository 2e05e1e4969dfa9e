package dev.tidemark.machine;

import dev.tidemark.machine.DropDuplicates.Verdict;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.Reading;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the first reading of each event time, to the microsecond, in a stream: there duplicates may
 * come in any order up to {@code remember} behind the others, so it remembers all moments since
 * then. It keeps the same readings as {@link DropDuplicates} does of readings that are all there.
 *
 * <p>DISCUSSION. The state is a moment and an identity for each reading kept in the last {@code
 * remember}, however long the input is. A missing original makes its duplicate the first. A late
 * duplicate is known as long as it is let in; one that is later never gets here, the order refuses
 * it and it goes to the sink {@code late}.
 */
public record DropKnownDuplicates(EventTime eventTime, Duration remember)
    implements StateMachine<KnownMoments, Verdict> {

  @Override
  public KnownMoments start() {
    return KnownMoments.none();
  }

  @Override
  public KnownMoments next(KnownMoments known, Reading reading, Consumer<? super Verdict> outputs) {
    forget(known, eventTime.releaseTime(reading));
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
}
