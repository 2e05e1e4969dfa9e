package dev.tidemark.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Writes record counts, line by line. */
public final class RecordCountsCoder extends AtomicCoder<RecordCounts> {
  private static final RecordCountsCoder INSTANCE = new RecordCountsCoder();

  public static RecordCountsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RecordCounts counts, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(counts.counts().size());
    for (Map.Entry<RecordCounts.Entry, Long> line : counts.counts().entrySet()) {
      out.writeUTF(line.getKey().step());
      out.writeUTF(line.getKey().outcome().name());
      out.writeLong(line.getValue());
    }
    FindingsCoder.of().encode(counts.findings(), out);
    out.flush();
  }

  @Override
  public RecordCounts decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int lines = in.readInt();
    Map<RecordCounts.Entry, Long> counts = new TreeMap<>();
    for (int i = 0; i < lines; i++) {
      String step = in.readUTF();
      RecordCounts.Outcome outcome = RecordCounts.Outcome.valueOf(in.readUTF());
      counts.put(new RecordCounts.Entry(step, outcome), in.readLong());
    }
    return new RecordCounts(counts, FindingsCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
