package dev.tidemark.model;

import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.Findings.Malformed;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Writes findings; a single byte where there are none. */
public final class FindingsCoder extends AtomicCoder<Findings> {
  private static final FindingsCoder INSTANCE = new FindingsCoder();

  public static FindingsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Findings findings, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeBoolean(!findings.isEmpty());
    if (!findings.isEmpty()) {
      out.writeBoolean(findings.firstMalformed().isPresent());
      if (findings.firstMalformed().isPresent()) {
        Malformed line = findings.firstMalformed().get();
        writeText(line.file(), out);
        out.writeLong(line.offset());
        out.writeUTF(line.reason().name());
        writeText(line.error(), out);
      }
      out.writeInt(findings.lateness().size());
      for (Map.Entry<String, Lateness> step : findings.lateness().entrySet()) {
        writeText(step.getKey(), out);
        out.writeLong(step.getValue().readings());
        out.writeLong(step.getValue().largestDelayMs());
        writeText(step.getValue().settings(), out);
      }
      out.writeInt(findings.clocks().size());
      for (Map.Entry<String, Long> device : findings.clocks().entrySet()) {
        writeText(device.getKey(), out);
        out.writeLong(device.getValue());
      }
    }
    out.flush();
  }

  @Override
  public Findings decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (!in.readBoolean()) {
      return Findings.NONE;
    }
    Optional<Malformed> malformed =
        in.readBoolean()
            ? Optional.of(
                new Malformed(
                    readText(in),
                    in.readLong(),
                    MalformedLine.Reason.valueOf(in.readUTF()),
                    readText(in)))
            : Optional.empty();
    Map<String, Lateness> lateness = new TreeMap<>();
    for (int steps = in.readInt(); steps > 0; steps--) {
      String step = readText(in);
      lateness.put(step, new Lateness(in.readLong(), in.readLong(), readText(in)));
    }
    Map<String, Long> clocks = new TreeMap<>();
    for (int devices = in.readInt(); devices > 0; devices--) {
      String device = readText(in);
      clocks.put(device, in.readLong());
    }
    return new Findings(malformed, lateness, clocks);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
