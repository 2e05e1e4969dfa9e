package dev.tidemark.source.stream;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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
    StreamBatches batches = new StreamBatches(settings);
    int given = 0;
    while (given < readings.size()) {
      int until = Math.min(readings.size(), given + 1 + random.nextInt(5));
      batches.give(readings.subList(given, until));
      given = until;
      if (random.nextInt(3) == 0) {
        batches.mark();
      }
    }
    batches.end();
    return batches.bundles;
  }

  private void give(List<Reading> readings) {
    emitDueKeys();
    List<Reading> judged =
        readings.stream().map(reading -> Readings.judgedBy(reading, clock.judge(reading))).toList();
    bundle.add(new ReadingBatch(judged, SideOutput.NOTHING, clock.progress()));
  }

  private void mark() {
    clock.mark();
    bundles.add(bundle);
    bundle = new ArrayList<>();
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
