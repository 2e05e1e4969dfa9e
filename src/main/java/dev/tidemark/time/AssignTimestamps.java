package dev.tidemark.time;

import dev.tidemark.clock.ClockTable;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.arrival.ArrivalSummaryBuilder;
import dev.tidemark.model.reading.ReadingColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Assigns event time: stamps each batch with the earliest event time of its readings. Later steps
 * take the event time of each reading from the same {@link EventTime}; the batch's timestamp only
 * holds the watermark back.
 *
 * <p>Takes batches of readings in the global window and returns them in it, with {@link
 * ReadingBatchCoder}. The side output of a batch then also holds the devices whose event times are
 * far from their arrivals and, with a {@link #withMaxAhead limit}, the readings from the future.
 */
public final class AssignTimestamps
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final MaxAhead maxAhead;
  private final boolean summarizes;

  private AssignTimestamps(String step, MaxAhead maxAhead, boolean summarizes) {
    super(step);
    this.step = step;
    this.maxAhead = maxAhead;
    this.summarizes = summarizes;
  }

  /**
   * Assigns an event time to readings, however far in the future it is.
   *
   * @param step the step's name in the record counts
   */
  public static AssignTimestamps of(String step, EventTime eventTime) {
    return new AssignTimestamps(step, new MaxAhead(eventTime, MaxAhead.NO_LIMIT), false);
  }

  /** The same step, which rejects readings whose event time is further past their own arrival. */
  public AssignTimestamps withMaxAhead(Duration limit) {
    return new AssignTimestamps(step, new MaxAhead(maxAhead.eventTime(), limit), summarizes);
  }

  /**
   * The same step, which also sums up how the readings that it accepts arrived; that becomes side
   * output.
   */
  public AssignTimestamps withArrivalSummary() {
    return new AssignTimestamps(step, maxAhead, true);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    EventTime eventTime = maxAhead.eventTime();
    return batches
        .apply("Clocks", ParDo.of(new CheckClocksFn(step, maxAhead, summarizes)))
        .setCoder(ReadingBatchCoder.of(batches))
        .apply(stamped(eventTime))
        .setCoder(ReadingBatchCoder.of(batches));
  }

  /**
   * A batch may be stamped with an earlier time than before: its stream does not know what a table
   * corrects, and another step may have assigned another field. That may also be before the
   * watermark, as it is for any reading that is late.
   */
  @SuppressWarnings("deprecation") // Beam has nothing else for that.
  private static WithTimestamps<ReadingBatch> stamped(EventTime eventTime) {
    return WithTimestamps.<ReadingBatch>of(batch -> earliest(batch, eventTime))
        .withAllowedTimestampSkew(org.joda.time.Duration.millis(Long.MAX_VALUE));
  }

  private static Instant earliest(ReadingBatch batch, EventTime eventTime) {
    ReadingColumns readings = batch.readings();
    if (readings.isEmpty()) {
      return Instant.ofEpochMilli(batch.progress().arrivalClock());
    }
    long earliest = Long.MAX_VALUE;
    for (int row = 0; row < readings.size(); row++) {
      earliest = Math.min(earliest, eventTime.nanos(readings, row));
    }
    return Instant.ofEpochMilli(Math.floorDiv(earliest, 1_000_000L));
  }

  /**
   * Finds devices whose clocks are far off, filters out readings from the future, and sums up how
   * the others arrived.
   */
  private static final class CheckClocksFn extends DoFn<ReadingBatch, ReadingBatch> {
    /** Readings may be under way for long, but none arrives before it happens. */
    private static final long BEHIND_MS = Duration.ofDays(1).toMillis();

    private static final long AHEAD_MS = Duration.ofSeconds(10).toMillis();

    private final String step;
    private final MaxAhead maxAhead;
    private final boolean summarizes;
    private transient ArrivalSummaryBuilder arrivals;

    CheckClocksFn(String step, MaxAhead maxAhead, boolean summarizes) {
      this.step = step;
      this.maxAhead = maxAhead;
      this.summarizes = summarizes;
    }

    @StartBundle
    public void start() {
      arrivals = new ArrivalSummaryBuilder();
    }

    @ProcessElement
    public void check(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      RecordCounts counts = RecordCounts.of(clocks(batch)).plus(corrected(batch.readings()));
      ReadingBatch found = counts.isEmpty() ? batch : batch.withSideOutput(SideOutput.of(counts));
      ReadingBatch accepted = maxAhead.isOn() ? withoutFuture(found) : found;
      output.output(summarizes ? accepted.withSideOutput(arrivals(accepted)) : accepted);
    }

    private SideOutput arrivals(ReadingBatch batch) {
      ReadingColumns readings = batch.readings();
      for (int row = 0; row < readings.size(); row++) {
        arrivals.add(
            readings.device(row),
            maxAhead.eventTime().millis(readings, row),
            readings.arrivalTime(row));
      }
      return SideOutput.of(RecordCounts.of(Findings.of(arrivals.sum())));
    }

    /** How many readings are corrected; nothing where there is no table. */
    private RecordCounts corrected(ReadingColumns readings) {
      ClockTable clocks = maxAhead.eventTime().clocks();
      if (clocks.isEmpty()) {
        return RecordCounts.EMPTY;
      }
      long corrected = 0;
      for (int row = 0; row < readings.size(); row++) {
        corrected += clocks.corrects(readings.device(row)) ? 1 : 0;
      }
      RecordCounts counts = RecordCounts.of(step, Outcome.CORRECTED, corrected);
      return maxAhead.isOn()
          ? counts
          : counts.plus(RecordCounts.of(step, Outcome.READ, readings.size()));
    }

    private Findings clocks(ReadingBatch batch) {
      // A wrong clock is far off in every reading of its device, and these come one after the
      // other.
      Map<String, Long> farthest = new HashMap<>();
      String device = "";
      long far = 0;
      ReadingColumns readings = batch.readings();
      for (int row = 0; row < readings.size(); row++) {
        long ahead = maxAhead.eventTime().millis(readings, row) - readings.arrivalTime(row);
        if (ahead > AHEAD_MS || ahead < -BEHIND_MS) {
          String of = readings.device(row);
          if (of.equals(device)) {
            far = Findings.farther(far, ahead);
          } else {
            farthest.merge(device, far, Findings::farther);
            device = of;
            far = ahead;
          }
        }
      }
      farthest.merge(device, far, Findings::farther);
      farthest.values().removeIf(difference -> difference == 0);
      Findings findings = Findings.NONE;
      for (Map.Entry<String, Long> wrong : farthest.entrySet()) {
        findings = findings.plus(Findings.ofClock(wrong.getKey(), wrong.getValue()));
      }
      return findings;
    }

    private ReadingBatch withoutFuture(ReadingBatch batch) {
      List<DeadLetter> future = new ArrayList<>();
      ReadingColumns accepted =
          batch
              .readings()
              .where(
                  reading -> {
                    Optional<LateReading> tooFar = maxAhead.tooFar(reading);
                    tooFar.ifPresent(future::add);
                    return tooFar.isEmpty();
                  });
      RecordCounts counts =
          RecordCounts.of(step, Outcome.READ, batch.readings().size())
              .plus(RecordCounts.of(step, Outcome.LATE, future.size()));
      SideOutput sideOutput = batch.sideOutput().plus(new SideOutput(future, counts));
      return new ReadingBatch(accepted, sideOutput, batch.progress());
    }
  }
}
