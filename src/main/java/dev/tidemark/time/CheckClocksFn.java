package dev.tidemark.time;

import dev.tidemark.clock.ClockTable;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.ReadingBatch;
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
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/** Finds devices whose clocks are far off, and filters out readings from the future. */
class CheckClocksFn extends DoFn<ReadingBatch, ReadingBatch> {
  /** Readings may be under way for long, but none arrives before it happens. */
  private static final long BEHIND_MS = Duration.ofDays(1).toMillis();

  private static final long AHEAD_MS = Duration.ofSeconds(10).toMillis();

  private final String step;
  private final MaxAhead maxAhead;

  CheckClocksFn(String step, MaxAhead maxAhead) {
    this.step = step;
    this.maxAhead = maxAhead;
  }

  @ProcessElement
  public final void check(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
    ReadingColumns readings = batch.readings();
    long[] eventTimes = maxAhead.eventTime().millis(readings);
    RecordCounts counts = RecordCounts.of(clocks(readings, eventTimes)).plus(corrected(readings));
    ReadingBatch found = counts.isEmpty() ? batch : batch.withSideOutput(SideOutput.of(counts));
    ReadingBatch accepted = maxAhead.isOn() ? withoutFuture(found) : found;
    boolean areAll = accepted.readings().size() == readings.size();
    output.output(
        passed(accepted, areAll ? eventTimes : maxAhead.eventTime().millis(accepted.readings())));
  }

  /**
   * What is emitted for accepted readings.
   *
   * @param eventTimes of the readings, ms since 1970
   */
  ReadingBatch passed(ReadingBatch accepted, long[] eventTimes) {
    return accepted;
  }

  static void add(ReadingColumns readings, long[] eventTimes, ArrivalSummaryBuilder arrivals) {
    for (int row = 0; row < eventTimes.length; row++) {
      arrivals.add(readings.device(row), eventTimes[row], readings.arrivalTime(row));
    }
  }

  static SideOutput sideOutput(ArrivalSummaryBuilder arrivals) {
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

  private static Findings clocks(ReadingColumns readings, long[] eventTimes) {
    // A wrong clock is far off in every reading of its device, and these come one after the
    // other.
    Map<String, Long> farthest = new HashMap<>();
    String device = "";
    long far = 0;
    for (int row = 0; row < eventTimes.length; row++) {
      long ahead = eventTimes[row] - readings.arrivalTime(row);
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

  /** Also sums up how readings arrive. In a stream, whose bundles are short: those of a batch. */
  static final class SumUpBatchFn extends CheckClocksFn {
    SumUpBatchFn(String step, MaxAhead maxAhead) {
      super(step, maxAhead);
    }

    @Override
    ReadingBatch passed(ReadingBatch accepted, long[] eventTimes) {
      ArrivalSummaryBuilder arrivals = new ArrivalSummaryBuilder();
      add(accepted.readings(), eventTimes, arrivals);
      return accepted.withSideOutput(sideOutput(arrivals));
    }
  }

  /** Of bounded input, those of a bundle; their sum follows in a batch without readings. */
  static final class SumUpBundleFn extends CheckClocksFn {
    private transient ArrivalSummaryBuilder arrivals;

    SumUpBundleFn(String step, MaxAhead maxAhead) {
      super(step, maxAhead);
    }

    @StartBundle
    public void start() {
      arrivals = new ArrivalSummaryBuilder();
    }

    @Override
    ReadingBatch passed(ReadingBatch accepted, long[] eventTimes) {
      add(accepted.readings(), eventTimes, arrivals);
      return accepted;
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      SideOutput sum = sideOutput(arrivals);
      if (!sum.isEmpty()) {
        GlobalWindow window = GlobalWindow.INSTANCE;
        context.output(new ReadingBatch(List.of(), sum), window.maxTimestamp(), window);
      }
      arrivals = null;
    }
  }
}
