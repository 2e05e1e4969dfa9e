package dev.tidemark.time;

import dev.tidemark.model.Findings;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.SideOutput;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    // A clock that counts from boot is far off in every reading of its device.
    Map<String, Long> farthest = new HashMap<>();
    for (Reading reading : batch.readings()) {
      long ahead = -eventTime.delay(reading);
      if (ahead > FAR_MS || ahead < -FAR_MS) {
        farthest.merge(reading.device(), ahead, Findings::farther);
      }
    }
    Findings findings = Findings.NONE;
    for (Map.Entry<String, Long> device : farthest.entrySet()) {
      findings = findings.plus(Findings.ofClock(device.getKey(), device.getValue()));
    }
    output.output(
        findings.isEmpty()
            ? batch
            : batch.withSideOutput(SideOutput.of(RecordCounts.of(findings))));
  }
}
