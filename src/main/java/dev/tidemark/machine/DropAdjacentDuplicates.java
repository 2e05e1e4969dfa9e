package dev.tidemark.machine;

import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec.Keep;
import dev.tidemark.trace.ReadingId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the reading of each event time, to the microsecond, that comes first, and says of each
 * other one whose duplicate it is. For bounded input, where duplicates are adjacent.
 *
 * <p>State and lateness: the state is the last event time and the reading that was kept for it. A
 * duplicate that arrives before its original, but comes after it in the total order, is still the
 * duplicate. If the original is missing, the duplicate is the first.
 */
public record DropAdjacentDuplicates(EventTime eventTime)
    implements StateMachine<DropAdjacentDuplicates.Seen, DropAdjacentDuplicates.Verdict> {

  /**
   * The last moment, and the reading that was kept of it.
   *
   * @param first names it, when it is asked for: few readings have a duplicate
   */
  public record Seen(long micros, Supplier<First> first) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Seen seen
          && micros == seen.micros
          && first.get().equals(seen.first.get());
    }

    @Override
    public int hashCode() {
      return Long.hashCode(micros);
    }
  }

  /** What a reading is found to be. */
  public sealed interface Verdict {
    Reading reading();

    /**
     * The verdict for a person.
     *
     * @param keep which reading of a moment comes first here, and so is kept
     */
    String text(Keep keep);

    /** The first of its moment. */
    record Kept(Reading reading) implements Verdict {
      @Override
      public String text(Keep keep) {
        return switch (keep) {
          case FIRST -> "kept, the first of its microsecond";
          case LAST -> "kept, the last of its microsecond";
          case FIRST_RELEASED -> "kept, the first with its values";
        };
      }
    }

    /** One more of its moment. */
    record Duplicate(DuplicateReading letter) implements Verdict {
      @Override
      public Reading reading() {
        return letter.reading();
      }

      @Override
      public String text(Keep keep) {
        First first = letter.first();
        ReadingSchema schema = reading().schema();
        return "duplicate of %s%s"
            .formatted(
                ReadingId.of(first, schema),
                first
                    .arrivalTime(schema)
                    .map(millis -> ", which arrived " + JsonRow.windowBound(millis))
                    .orElse(""));
      }
    }
  }

  /** No event time in microseconds is as early as this. */
  private static final Seen NONE_YET = new Seen(Long.MIN_VALUE, () -> new First(List.of()));

  @Override
  public Seen start() {
    return NONE_YET;
  }

  @Override
  public Seen next(Seen seen, Reading reading, Consumer<? super Verdict> outputs) {
    long micros = eventTime.micros(reading);
    if (micros == seen.micros) {
      outputs.accept(new Verdict.Duplicate(new DuplicateReading(seen.first.get(), reading)));
      return seen;
    }
    outputs.accept(new Verdict.Kept(reading));
    return new Seen(micros, () -> First.of(reading));
  }

  @Override
  public void write(Seen seen, DataOutput out) throws IOException {
    out.writeLong(seen.micros);
    new FirstFormat().write(seen.first.get(), seen.micros, out);
  }

  @Override
  public Seen read(DataInput in) throws IOException {
    long micros = in.readLong();
    First first = new FirstFormat().read(micros, in);
    return new Seen(micros, () -> first);
  }
}
