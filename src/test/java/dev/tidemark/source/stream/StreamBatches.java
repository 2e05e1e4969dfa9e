package dev.tidemark.source.stream;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.joda.time.Instant;

/**
 * Emits readings as a stream does, judged by its arrival clock: in batches, and with a mark of the
 * source after some of them.
 */
public final class StreamBatches {
  private final ArrivalClock clock;
  private final List<List<ReadingBatch>> bundles = new ArrayList<>();
  private List<ReadingBatch> bundle = new ArrayList<>();

  private StreamBatches(StreamRequirements settings) {
    clock = ArrivalClock.start(settings);
  }

  /**
   * The blocks between two marks, for all marks to the end.
   *
   * @param readings in the order of their arrival
   */
  public static List<List<ReadingBatch>> of(
      StreamRequirements settings, List<Reading> readings, Random random) {
    return of(settings, readings, random, false);
  }

  /** The same for a stream that pauses now and then. */
  public static List<List<ReadingBatch>> withPauses(
      StreamRequirements settings, List<Reading> readings, Random random) {
    return of(settings, readings, random, true);
  }

  /** The watermark of a stream that pauses after some readings, whose arrivals count at once. */
  public static Instant watermarkInPause(StreamRequirements settings, Reading... readings) {
    ArrivalClock clock = Confirmed.fromTheFirst(settings);
    clock.afterMark();
    clock.judge(ReadingColumns.of(List.of(readings)));
    clock.pause();
    for (int step = 0; step <= settings.orderedSteps(); step++) {
      clock.mark();
      clock.afterMark();
    }
    return clock.watermark();
  }

  private static List<List<ReadingBatch>> of(
      StreamRequirements settings, List<Reading> readings, Random random, boolean pauses) {
    StreamBatches batches = new StreamBatches(settings);
    int given = 0;
    while (given < readings.size()) {
      int until = Math.min(readings.size(), given + 1 + random.nextInt(5));
      batches.give(readings.subList(given, until));
      given = until;
      if (random.nextInt(3) == 0) {
        batches.mark();
      }
      if (pauses && random.nextInt(5) == 0) {
        batches.pause(random.nextInt(5));
      }
    }
    batches.end();
    return batches.bundles;
  }

  private void give(List<Reading> readings) {
    emitDueKeys();
    ReadingColumns judged = clock.judge(ReadingColumns.of(readings));
    bundle.add(new ReadingBatch(judged, SideOutput.NOTHING, clock.progress()));
  }

  private void mark() {
    clock.mark();
    bundles.add(bundle);
    bundle = new ArrayList<>();
  }

  private void pause(int marks) {
    clock.pause();
    for (int i = 0; i < marks; i++) {
      mark();
      emitDueKeys();
    }
  }

  private void end() {
    emitDueKeys();
    clock.end();
    while (!clock.isOver()) {
      mark();
      emitDueKeys();
    }
    mark();
  }

  private void emitDueKeys() {
    for (StreamProgress due : clock.afterMark().stream().toList()) {
      bundle.add(new ReadingBatch(List.of(), SideOutput.NOTHING, due));
    }
  }
}
