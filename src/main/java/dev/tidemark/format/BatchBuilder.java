package dev.tidemark.format;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.ReadingSchema;
import java.util.ArrayList;
import java.util.List;

/** Collects readings and malformed lines into a batch, and counts them. */
public final class BatchBuilder {
  /** Bounds the memory that long malformed lines take. */
  private static final long MAX_MALFORMED_CHARACTERS = 4L << 20;

  private final String step;
  private ReadingColumnsBuilder readings;
  private List<DeadLetter> malformed = new ArrayList<>();
  private long malformedCharacters;
  private Findings findings = Findings.NONE;

  public BatchBuilder(String step, ReadingSchema schema) {
    this.step = step;
    this.readings = new ReadingColumnsBuilder(schema, 0);
  }

  /** Returns the columns to which readings are appended. */
  public ReadingColumnsBuilder readings() {
    return readings;
  }

  public void add(MalformedLine line) {
    malformed.add(line);
    findings = findings.plus(Findings.of(line));
    malformedCharacters += line.text().length();
  }

  public boolean isFull() {
    return readings.size() + malformed.size() >= ReadingBatch.FULL
        || malformedCharacters >= MAX_MALFORMED_CHARACTERS;
  }

  public boolean isEmpty() {
    return readings.size() == 0 && malformed.isEmpty();
  }

  /** Returns the batch so far, and starts the next one. */
  public ReadingBatch take() {
    int accepted = readings.size();
    RecordCounts counts =
        RecordCounts.of(step, Outcome.READ, accepted + malformed.size())
            .plus(RecordCounts.of(step, Outcome.ACCEPTED, accepted))
            .plus(RecordCounts.of(step, Outcome.MALFORMED, malformed.size()))
            .plus(RecordCounts.of(findings));
    ReadingBatch batch = new ReadingBatch(readings.build(), new SideOutput(malformed, counts));
    // Batches of one source are mostly of one size.
    readings = new ReadingColumnsBuilder(readings.schema(), accepted);
    malformed = new ArrayList<>();
    malformedCharacters = 0;
    findings = Findings.NONE;
    return batch;
  }
}
