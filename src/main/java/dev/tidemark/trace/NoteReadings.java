package dev.tidemark.trace;

import dev.tidemark.model.Note;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Notes what the step behind it will do with the readings that are watched. It stands in a pipeline
 * only where a reading is to be explained, so that other runs do not pay for it.
 */
public final class NoteReadings
    extends PTransform<PCollection<ReadingBlock>, PCollection<ReadingBlock>> {
  private final String step;
  private final Watch watch;
  private final Explanation explanation;

  private NoteReadings(String step, Watch watch, Explanation explanation) {
    this.step = step;
    this.watch = watch;
    this.explanation = explanation;
  }

  public static NoteReadings before(String step, Watch watch, Explanation explanation) {
    return new NoteReadings(step, watch, explanation);
  }

  @Override
  public PCollection<ReadingBlock> expand(PCollection<ReadingBlock> blocks) {
    return blocks
        .apply(ParDo.of(new NoteFn(step, watch, explanation)))
        .setCoder(ReadingBlockCoder.of());
  }

  private static final class NoteFn extends DoFn<ReadingBlock, ReadingBlock> {
    private final String step;
    private final Watch watch;
    private final Explanation explanation;

    NoteFn(String step, Watch watch, Explanation explanation) {
      this.step = step;
      this.watch = watch;
      this.explanation = explanation;
    }

    @ProcessElement
    public void note(@Element ReadingBlock block, OutputReceiver<ReadingBlock> output) {
      List<Note> notes = new ArrayList<>();
      for (Reading reading : block.readings()) {
        if (watch.sees(reading)) {
          explanation.of(reading).forEach(text -> notes.add(new Note.Event(step, reading, text)));
        }
      }
      output.output(block.setAsideToo(SetAside.of(notes)));
    }
  }
}
