package dev.tidemark.source.stream;

import dev.tidemark.model.Delivery;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Gives out readings as a stream does, told by its arrival clock: in blocks, and with a mark of the
 * source behind some of them.
 */
public final class StreamBlocks {
  private final ArrivalClock clock;
  private final List<List<ReadingBlock>> bundles = new ArrayList<>();
  private List<ReadingBlock> bundle = new ArrayList<>();

  private StreamBlocks(StreamClock settings) {
    clock = ArrivalClock.start(settings);
  }

  /**
   * The blocks between two marks, for all marks to the end.
   *
   * @param readings in the order of their arrival
   */
  public static List<List<ReadingBlock>> of(
      StreamClock settings, List<Reading> readings, Random random) {
    StreamBlocks blocks = new StreamBlocks(settings);
    int given = 0;
    while (given < readings.size()) {
      int until = Math.min(readings.size(), given + 1 + random.nextInt(5));
      blocks.give(readings.subList(given, until));
      given = until;
      if (random.nextInt(3) == 0) {
        blocks.mark();
      }
    }
    blocks.end();
    return blocks.bundles;
  }

  private void give(List<Reading> readings) {
    goOn();
    List<Reading> judged = readings.stream().map(clock::give).toList();
    bundle.add(new ReadingBlock(judged, SetAside.NOTHING, clock.delivery()));
  }

  private void mark() {
    clock.mark();
    bundles.add(bundle);
    bundle = new ArrayList<>();
  }

  private void end() {
    goOn();
    clock.end();
    while (!clock.isOver()) {
      mark();
      goOn();
    }
    mark();
  }

  private void goOn() {
    for (Delivery due : clock.goOn().stream().toList()) {
      bundle.add(new ReadingBlock(List.of(), SetAside.NOTHING, due));
    }
  }
}
