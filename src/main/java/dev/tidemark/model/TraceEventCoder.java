package dev.tidemark.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Writes notes. They are few: nothing is spared. */
public final class TraceEventCoder extends AtomicCoder<TraceEvent> {
  private static final TraceEventCoder INSTANCE = new TraceEventCoder();
  private static final int EVENT = 0;
  private static final int ROLL = 1;

  public static TraceEventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(TraceEvent traceEvent, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    if (traceEvent instanceof TraceEvent.Event event) {
      out.writeByte(EVENT);
      writeText(event.step(), out);
      writeText(event.text(), out);
      new ReadingWriter(out).write(event.reading());
    } else if (traceEvent instanceof TraceEvent.Roll roll) {
      out.writeByte(ROLL);
      writeText(roll.user(), out);
      writeText(roll.device(), out);
      out.writeLong(roll.count());
      out.writeLong(roll.leastIndex());
      out.writeLong(roll.greatestIndex());
    }
    out.flush();
  }

  @Override
  public TraceEvent decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (in.readByte() == ROLL) {
      return new TraceEvent.Roll(
          readText(in), readText(in), in.readLong(), in.readLong(), in.readLong());
    }
    String step = readText(in);
    String text = readText(in);
    return new TraceEvent.Event(step, new ReadingReader(in).read(), text);
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
