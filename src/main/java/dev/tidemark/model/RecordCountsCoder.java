package dev.tidemark.model;

import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.Findings.Malformed;
import dev.tidemark.model.arrival.ArrivalSummary;
import dev.tidemark.model.arrival.ArrivalSummaryCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Encodes record counts and findings; the findings take one byte where there are none. */
public final class RecordCountsCoder extends AtomicCoder<RecordCounts> {
  private static final RecordCountsCoder INSTANCE = new RecordCountsCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

  public static RecordCountsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RecordCounts counts, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(counts.counts().size());
    for (Map.Entry<RecordCounts.Entry, Long> count : counts.counts().entrySet()) {
      TEXT.encode(count.getKey().step(), out);
      TEXT.encode(count.getKey().outcome().name(), out);
      out.writeLong(count.getValue());
    }
    out.writeBoolean(!counts.findings().isEmpty());
    if (!counts.findings().isEmpty()) {
      write(counts.findings(), out);
    }
  }

  @Override
  public RecordCounts decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    Map<RecordCounts.Entry, Long> counts = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String step = TEXT.decode(in);
      RecordCounts.Outcome outcome = RecordCounts.Outcome.valueOf(TEXT.decode(in));
      counts.put(new RecordCounts.Entry(step, outcome), in.readLong());
    }
    return new RecordCounts(counts, in.readBoolean() ? readFindings(in) : Findings.NONE);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static void write(Findings findings, DataOutputStream out) throws IOException {
    out.writeBoolean(findings.firstMalformed().isPresent());
    if (findings.firstMalformed().isPresent()) {
      Malformed line = findings.firstMalformed().get();
      TEXT.encode(line.file(), out);
      out.writeLong(line.offset());
      TEXT.encode(line.reason().name(), out);
      TEXT.encode(line.error(), out);
    }
    out.writeInt(findings.lateness().size());
    for (Map.Entry<String, Lateness> step : findings.lateness().entrySet()) {
      TEXT.encode(step.getKey(), out);
      out.writeLong(step.getValue().readings());
      out.writeLong(step.getValue().largestDelayMs());
      TEXT.encode(step.getValue().settings(), out);
    }
    out.writeInt(findings.clocks().size());
    for (Map.Entry<String, Long> device : findings.clocks().entrySet()) {
      TEXT.encode(device.getKey(), out);
      out.writeLong(device.getValue());
    }
    ArrivalSummaryCoder.of().encode(findings.arrivals(), out);
  }

  private static Findings readFindings(DataInputStream in) throws IOException {
    Optional<Malformed> malformed =
        in.readBoolean() ? Optional.of(readMalformed(in)) : Optional.empty();
    Map<String, Lateness> lateness = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String step = TEXT.decode(in);
      lateness.put(step, new Lateness(in.readLong(), in.readLong(), TEXT.decode(in)));
    }
    Map<String, Long> clocks = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String device = TEXT.decode(in);
      clocks.put(device, in.readLong());
    }
    ArrivalSummary arrivals = ArrivalSummaryCoder.of().decode(in);
    return new Findings(malformed, lateness, clocks, arrivals);
  }

  private static Malformed readMalformed(DataInputStream in) throws IOException {
    return new Malformed(
        TEXT.decode(in),
        in.readLong(),
        MalformedLine.Reason.valueOf(TEXT.decode(in)),
        TEXT.decode(in));
  }
}
