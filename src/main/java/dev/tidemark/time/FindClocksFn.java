package dev.tidemark.time;

import dev.tidemark.model.Findings;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.SideOutput;
import java.time.Duration;
import org.apache.beam.sdk.transforms.DoFn;

/** Finds devices whose event times lie far from their arrivals: they count from another moment. */
final class FindClocksFn extends DoFn<ReadingBatch, ReadingBatch> {
  private static final long FAR_MS = Duration.ofDays(1).toMillis();

  private final EventTime eventTime;

  FindClocksFn(EventTime eventTime) {
    this.eventTime = eventTime;
  }

  @ProcessElement
  public void find(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
    Findings findings = Findings.NONE;
    for (Reading reading : batch.readings()) {
      long ahead = -eventTime.delay(reading);
      if (ahead > FAR_MS || ahead < -FAR_MS) {
        findings = findings.plus(Findings.ofClock(reading.device(), ahead));
      }
    }
    output.output(
        findings.isEmpty()
            ? batch
            : batch.withSideOutput(SideOutput.of(RecordCounts.of(findings))));
  }
}
