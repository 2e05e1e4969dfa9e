package dev.tidemark.row;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import java.io.IOException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Formats readings as rows with the fields that they were read with; absent ones are null. Takes
 * batches of readings; rows and side output stay in their windows.
 */
public final class ReadingRows extends PTransform<PCollection<ReadingBatch>, StepOutput> {
  private static final TupleTag<Emitted<String>> ROWS = new TupleTag<>() {};
  private static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private ReadingRows() {}

  public static ReadingRows create() {
    return new ReadingRows();
  }

  @Override
  public StepOutput expand(PCollection<ReadingBatch> batches) {
    PCollectionTuple outputs =
        batches.apply(ParDo.of(new RowFn()).withOutputTags(ROWS, TupleTagList.of(SIDE_OUTPUT)));
    return new StepOutput(
        outputs.get(ROWS).setCoder(Emitted.coder(StringUtf8Coder.of())),
        outputs.get(SIDE_OUTPUT).setCoder(SideOutputCoder.of()));
  }

  /** Writes the fields of a reading into an object that is already open. */
  public static void writeFields(Reading reading, JsonGenerator json) throws IOException {
    for (Field field : Field.values()) {
      json.writeFieldName(field.label());
      if (!field.isPresent(reading)) {
        json.writeNull();
        continue;
      }
      switch (field.type()) {
        case TEXT -> json.writeString(field.text(reading).orElseThrow());
        case WHOLE -> json.writeNumber(field.whole(reading));
        case REAL -> json.writeNumber(field.real(reading));
      }
    }
  }

  private static final class RowFn extends DoFn<ReadingBatch, Emitted<String>> {
    @ProcessElement
    public void rows(@Element ReadingBatch batch, MultiOutputReceiver output) {
      for (Reading reading : batch.readings()) {
        output.get(ROWS).output(Emitted.now(JsonRow.of(json -> writeFields(reading, json))));
      }
      output.get(SIDE_OUTPUT).output(batch.sideOutput());
    }
  }
}
