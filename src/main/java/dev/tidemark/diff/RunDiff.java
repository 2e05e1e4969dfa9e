package dev.tidemark.diff;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.output.FinishedRun;
import dev.tidemark.output.SinkEntry;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.row.RowIdentity.Finality;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares the final rows of two runs. A first pass over the files sums up rows, and finds out
 * which can differ at all. Of these, what is too much for the memory is compared in several passes,
 * each of which takes those of some names.
 */
public final class RunDiff {
  /** What a row takes in memory beside its text. */
  private static final long BYTES_A_ROW = 600;

  private static final int MAX_PASSES = 10_000;

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
    private final RowTally tally = new RowTally(examples);
    private boolean arePartial;

    Comparison(String sink) throws IOException {
      this.sink = sink;
      this.ofFirst = rows(first);
      this.ofSecond = rows(second);
      this.form = new CanonicalJson(ofFirst.areParquet() != ofSecond.areParquet());
    }

    SinkDiff result() throws IOException, FailureException {
      Selection all = differing();
      int passes = all.isEmpty() ? 0 : passes(all.share());
      for (int pass = 0; pass < passes; pass++) {
        Selection selection = all.part(pass, passes);
        FinalAnswers left = answers(first, ofFirst, selection);
        FinalAnswers right = answers(second, ofSecond, selection);
        arePartial |= left.arePartial() || right.arePartial();
        tally.compare(left.byName(), right.byName());
      }
      if (arePartial && !tally.isEqual()) {
        return new SinkDiff.Partial(sink);
      }
      return tally.result(sink);
    }

    /** The rows that may differ: of those that replace each other, that is not known before. */
    private Selection differing() throws IOException, FailureException {
      if (finality(first) != Finality.EVERY_ROW || finality(second) != Finality.EVERY_ROW) {
        return Selection.all();
      }
      RowSums sums = new RowSums();
      forEach(first, ofFirst, answer -> sums.add(answer, 1));
      forEach(second, ofSecond, answer -> sums.add(answer, -1));
      tally.addEqual(sums.equalRows());
      return sums.differing();
    }

    private Finality finality(FinishedRun run) {
      return entry(run).identity().finality();
    }

    /** In how many passes a share of the rows fits the memory. */
    private int passes(double share) throws IOException {
      long bytes = ofFirst.estimatedBytes() + ofSecond.estimatedBytes();
      long rows = first.outputs().get(sink) + second.outputs().get(sink);
      return (int) Math.min(1 + share * (bytes + rows * BYTES_A_ROW) / memory, MAX_PASSES);
    }

    private SinkRows rows(FinishedRun run) {
      return new SinkRows(run.directory().child(sink), entry(run).types());
    }

    private SinkEntry entry(FinishedRun run) {
      return run.sinks().getOrDefault(sink, new SinkEntry(RowIdentity.UNKNOWN, Map.of()));
    }

    /** The final rows of those groups that are compared in a pass. */
    private FinalAnswers answers(FinishedRun run, SinkRows rows, Selection selection)
        throws IOException, FailureException {
      FinalAnswers answers = new FinalAnswers(finality(run));
      forEach(
          run,
          rows,
          answer -> {
            if (selection.has(answer, finality(run))) {
              answers.add(answer);
            }
          });
      return answers;
    }

    private void forEach(FinishedRun run, SinkRows rows, Consumer<Answer> action)
        throws IOException, FailureException {
      RowIdentity identity = entry(run).identity();
      long[] read = {0};
      rows.forEach(
          row -> {
            read[0]++;
            action.accept(Answer.of(row, identity, form));
          });
      long written = run.outputs().get(sink);
      if (read[0] != written) {
        throw new FailureException(
            ExitCode.NO_INPUT,
            "%s/%s holds %,d rows, but its run has written %,d; files were added or removed since"
                .formatted(run.name(), sink, read[0], written));
      }
    }
  }
}
