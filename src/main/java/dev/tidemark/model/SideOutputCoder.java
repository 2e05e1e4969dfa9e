package dev.tidemark.model;

import dev.tidemark.model.DuplicateReading.First;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Writes dead letters, record counts and trace events. */
public final class SideOutputCoder extends AtomicCoder<SideOutput> {
  private static final SideOutputCoder INSTANCE = new SideOutputCoder();
  private static final int MALFORMED = 0;
  private static final int LATE = 1;
  private static final int LATE_FOR_WINDOW = 2;
  private static final int DUPLICATE = 3;

  public static SideOutputCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SideOutput sideOutput, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(sideOutput.deadLetters().size());
    ReadingWriter readings = new ReadingWriter(out);
    for (DeadLetter letter : sideOutput.deadLetters()) {
      if (letter instanceof MalformedLine malformed) {
        writeMalformed(malformed, out);
      } else if (letter instanceof LateReading late) {
        writeLate(late, readings, out);
      } else if (letter instanceof DuplicateReading duplicate) {
        writeDuplicate(duplicate, readings, out);
      }
    }
    RecordCountsCoder.of().encode(sideOutput.counts(), out);
    out.writeInt(sideOutput.traceEvents().size());
    for (TraceEvent traceEvent : sideOutput.traceEvents()) {
      TraceEventCoder.of().encode(traceEvent, out);
    }
    out.flush();
  }

  @Override
  public SideOutput decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int letters = in.readInt();
    ReadingReader readings = new ReadingReader(in);
    List<DeadLetter> deadLetters = new ArrayList<>(letters);
    for (int i = 0; i < letters; i++) {
      int kind = in.readByte();
      deadLetters.add(
          switch (kind) {
            case MALFORMED -> readMalformed(in);
            case DUPLICATE -> readDuplicate(readings, in);
            default -> readLate(kind, readings, in);
          });
    }
    RecordCounts counts = RecordCountsCoder.of().decode(in);
    int count = in.readInt();
    List<TraceEvent> traceEvents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      traceEvents.add(TraceEventCoder.of().decode(in));
    }
    return new SideOutput(deadLetters, counts, traceEvents);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static void writeMalformed(MalformedLine malformed, DataOutputStream out)
      throws IOException {
    out.writeByte(MALFORMED);
    writeText(malformed.file(), out);
    out.writeLong(malformed.offset());
    out.writeUTF(malformed.reason().name());
    writeText(malformed.error(), out);
    writeText(malformed.text(), out);
    out.writeBoolean(malformed.base64());
  }

  private static MalformedLine readMalformed(DataInputStream in) throws IOException {
    return new MalformedLine(
        readText(in),
        in.readLong(),
        MalformedLine.Reason.valueOf(in.readUTF()),
        readText(in),
        readText(in),
        in.readBoolean());
  }

  private static void writeLate(LateReading late, ReadingWriter readings, DataOutputStream out)
      throws IOException {
    out.writeByte(late.window().isPresent() ? LATE_FOR_WINDOW : LATE);
    out.writeUTF(late.reason().name());
    out.writeLong(late.lateByMs());
    if (late.window().isPresent()) {
      out.writeLong(late.window().get().startMs());
      out.writeLong(late.window().get().endMs());
    }
    readings.write(late.reading());
  }

  private static LateReading readLate(int kind, ReadingReader readings, DataInputStream in)
      throws IOException {
    LateReading.Reason reason = LateReading.Reason.valueOf(in.readUTF());
    long lateBy = in.readLong();
    Optional<LateReading.Bounds> window =
        kind == LATE_FOR_WINDOW
            ? Optional.of(new LateReading.Bounds(in.readLong(), in.readLong()))
            : Optional.empty();
    return new LateReading(reason, lateBy, window, readings.read());
  }

  private static void writeDuplicate(
      DuplicateReading duplicate, ReadingWriter readings, DataOutputStream out) throws IOException {
    out.writeByte(DUPLICATE);
    First first = duplicate.first();
    out.writeLong(first.arrivalTime());
    out.writeLong(first.creationTime());
    writeText(first.user(), out);
    writeText(first.device(), out);
    out.writeBoolean(first.indexed());
    out.writeLong(first.index());
    readings.write(duplicate.reading());
  }

  private static DuplicateReading readDuplicate(ReadingReader readings, DataInputStream in)
      throws IOException {
    First first =
        new First(
            in.readLong(),
            in.readLong(),
            readText(in),
            readText(in),
            in.readBoolean(),
            in.readLong());
    return new DuplicateReading(first, readings.read());
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
