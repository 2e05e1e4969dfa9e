package dev.tidemark.diff;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.output.FinishedRun;
import dev.tidemark.output.SinkEntry;
import dev.tidemark.row.RowIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the final rows of two runs. Rows that are too many for the memory are compared in
 * several passes over the files, each of which takes the rows of some keys.
 */
public final class RunDiff {
  /** What a row takes in memory beside its text. */
  private static final long BYTES_A_ROW = 600;

  private final FinishedRun first;
  private final FinishedRun second;
  private final long memory;
  private final int examples;

  private RunDiff(FinishedRun first, FinishedRun second, long memory, int examples) {
    this.first = first;
    this.second = second;
    this.memory = memory;
    this.examples = examples;
  }

  /**
   * Compares two runs, sink by sink.
   *
   * @param examples how many differing rows of a sink to return at most
   * @throws FailureException if rows cannot be read, or are not those that a run has written
   */
  public static List<SinkDiff> of(FinishedRun first, FinishedRun second, int examples)
      throws FailureException {
    return within(Runtime.getRuntime().maxMemory() / 4, first, second, examples);
  }

  /**
   * The same.
   *
   * @param memory about how many bytes of rows to compare at a time
   */
  static List<SinkDiff> within(long memory, FinishedRun first, FinishedRun second, int examples)
      throws FailureException {
    RunDiff diff = new RunDiff(first, second, memory, examples);
    Set<String> sinks = new LinkedHashSet<>(first.outputs().keySet());
    sinks.addAll(second.outputs().keySet());
    List<SinkDiff> diffs = new ArrayList<>();
    try {
      for (String sink : sinks) {
        diffs.add(diff.of(sink));
      }
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.NO_INPUT, List.of("cannot read rows: " + e.getMessage()), e);
    }
    return diffs;
  }

  private SinkDiff of(String sink) throws IOException, FailureException {
    for (FinishedRun run : List.of(first, second)) {
      if (!run.outputs().containsKey(sink)) {
        return new SinkDiff.Missing(sink, run.name());
      }
    }
    if (KafkaTopic.isLabel(sink)) {
      return new SinkDiff.Topic(sink);
    }
    return new Comparison(sink).result();
  }

  /** Of the rows of one sink. */
  private final class Comparison {
    private final String sink;
    private final SinkRows ofFirst;
    private final SinkRows ofSecond;
    private final CanonicalJson form;
    private final int passes;
    private final RowTally tally = new RowTally(examples);
    private boolean arePartial;

    Comparison(String sink) throws IOException {
      this.sink = sink;
      this.ofFirst = rows(first);
      this.ofSecond = rows(second);
      this.form = new CanonicalJson(ofFirst.areParquet() != ofSecond.areParquet());
      long bytes = ofFirst.estimatedBytes() + ofSecond.estimatedBytes();
      long rows = first.outputs().get(sink) + second.outputs().get(sink);
      this.passes = (int) Math.min(1 + (bytes + rows * BYTES_A_ROW) / memory, 10_000);
    }

    SinkDiff result() throws IOException, FailureException {
      for (int pass = 0; pass < passes; pass++) {
        FinalAnswers left = answers(first, ofFirst, pass);
        FinalAnswers right = answers(second, ofSecond, pass);
        arePartial |= left.arePartial() || right.arePartial();
        tally.compare(left.byName(), right.byName());
      }
      if (arePartial && !tally.isEqual()) {
        return new SinkDiff.Partial(sink);
      }
      return tally.result(sink);
    }

    private SinkRows rows(FinishedRun run) {
      return new SinkRows(run.directory().child(sink), entry(run).types());
    }

    private SinkEntry entry(FinishedRun run) {
      return run.sinks().getOrDefault(sink, new SinkEntry(RowIdentity.UNKNOWN, Map.of()));
    }

    /** The final rows of those keys that are compared in a pass. */
    private FinalAnswers answers(FinishedRun run, SinkRows rows, int pass)
        throws IOException, FailureException {
      RowIdentity identity = entry(run).identity();
      FinalAnswers answers = new FinalAnswers(identity.finality());
      long[] read = {0};
      rows.forEach(
          row -> {
            read[0]++;
            Answer answer = Answer.of(row, identity, form);
            if (Math.floorMod(answer.group(identity.finality()).hashCode(), passes) == pass) {
              answers.add(answer);
            }
          });
      long written = run.outputs().get(sink);
      if (read[0] != written) {
        throw new FailureException(
            ExitCode.NO_INPUT,
            "%s/%s holds %,d rows, but its run has written %,d; files were added or removed since"
                .formatted(run.name(), sink, read[0], written));
      }
      return answers;
    }
  }
}
