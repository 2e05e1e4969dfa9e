package dev.tidemark.model;

import dev.tidemark.model.DuplicateReading.First;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * Encodes side output: all its readings together, as {@link ReadingColumnsCoder} does, then the
 * rest.
 */
public final class SideOutputCoder extends AtomicCoder<SideOutput> {
  private static final SideOutputCoder INSTANCE = new SideOutputCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

  public static SideOutputCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SideOutput sideOutput, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    ReadingColumnsCoder.of().encode(ReadingColumns.of(readings(sideOutput)), out);
    out.writeInt(sideOutput.deadLetters().size());
    for (DeadLetter letter : sideOutput.deadLetters()) {
      TEXT.encode(letter.kind().name(), out);
      if (letter instanceof MalformedLine malformed) {
        write(malformed, out);
      } else if (letter instanceof LateReading late) {
        write(late, out);
      } else if (letter instanceof DuplicateReading duplicate) {
        write(duplicate.first(), out);
      }
    }
    RecordCountsCoder.of().encode(sideOutput.counts(), out);
    out.writeInt(sideOutput.traceEvents().size());
    for (TraceEvent event : sideOutput.traceEvents()) {
      write(event, out);
    }
  }

  @Override
  public SideOutput decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    Iterator<Reading> readings = ReadingColumnsCoder.of().decode(in).iterator();
    List<DeadLetter> deadLetters = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      deadLetters.add(
          switch (DeadLetter.Kind.valueOf(TEXT.decode(in))) {
            case MALFORMED -> readMalformed(in);
            case LATE -> readLate(in, readings.next());
            case DUPLICATE -> new DuplicateReading(readFirst(in), readings.next());
          });
    }
    RecordCounts counts = RecordCountsCoder.of().decode(in);
    List<TraceEvent> traceEvents = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      traceEvents.add(readTraceEvent(in, readings));
    }
    return new SideOutput(deadLetters, counts, traceEvents);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  /** The readings of the dead letters, then those of the trace events. */
  private static List<Reading> readings(SideOutput sideOutput) {
    List<Reading> readings = new ArrayList<>();
    for (DeadLetter letter : sideOutput.deadLetters()) {
      if (letter instanceof LateReading late) {
        readings.add(late.reading());
      } else if (letter instanceof DuplicateReading duplicate) {
        readings.add(duplicate.reading());
      }
    }
    for (TraceEvent event : sideOutput.traceEvents()) {
      if (event instanceof TraceEvent.Event happened) {
        readings.add(happened.reading());
      }
    }
    return readings;
  }

  private static void write(MalformedLine malformed, DataOutputStream out) throws IOException {
    TEXT.encode(malformed.file(), out);
    out.writeLong(malformed.offset());
    TEXT.encode(malformed.reason().name(), out);
    TEXT.encode(malformed.error(), out);
    TEXT.encode(malformed.text(), out);
    out.writeBoolean(malformed.base64());
  }

  private static MalformedLine readMalformed(DataInputStream in) throws IOException {
    return new MalformedLine(
        TEXT.decode(in),
        in.readLong(),
        MalformedLine.Reason.valueOf(TEXT.decode(in)),
        TEXT.decode(in),
        TEXT.decode(in),
        in.readBoolean());
  }

  private static void write(LateReading late, DataOutputStream out) throws IOException {
    TEXT.encode(late.reason().name(), out);
    out.writeLong(late.lateByMs());
    out.writeBoolean(late.window().isPresent());
    if (late.window().isPresent()) {
      out.writeLong(late.window().get().startMs());
      out.writeLong(late.window().get().endMs());
    }
  }

  private static LateReading readLate(DataInputStream in, Reading reading) throws IOException {
    LateReading.Reason reason = LateReading.Reason.valueOf(TEXT.decode(in));
    long lateBy = in.readLong();
    Optional<LateReading.Bounds> window =
        in.readBoolean()
            ? Optional.of(new LateReading.Bounds(in.readLong(), in.readLong()))
            : Optional.empty();
    return new LateReading(reason, lateBy, window, reading);
  }

  private static void write(First first, DataOutputStream out) throws IOException {
    out.writeLong(first.arrivalTime());
    out.writeLong(first.creationTime());
    TEXT.encode(first.user(), out);
    TEXT.encode(first.device(), out);
    out.writeBoolean(first.indexed());
    out.writeLong(first.index());
  }

  private static First readFirst(DataInputStream in) throws IOException {
    return new First(
        in.readLong(),
        in.readLong(),
        TEXT.decode(in),
        TEXT.decode(in),
        in.readBoolean(),
        in.readLong());
  }

  private static void write(TraceEvent traceEvent, DataOutputStream out) throws IOException {
    out.writeBoolean(traceEvent instanceof TraceEvent.Event);
    if (traceEvent instanceof TraceEvent.Event event) {
      TEXT.encode(event.step(), out);
      TEXT.encode(event.text(), out);
    } else if (traceEvent instanceof TraceEvent.Roll roll) {
      TEXT.encode(roll.user(), out);
      TEXT.encode(roll.device(), out);
      out.writeLong(roll.count());
      out.writeLong(roll.leastIndex());
      out.writeLong(roll.greatestIndex());
    }
  }

  private static TraceEvent readTraceEvent(DataInputStream in, Iterator<Reading> readings)
      throws IOException {
    if (in.readBoolean()) {
      String step = TEXT.decode(in);
      return new TraceEvent.Event(step, readings.next(), TEXT.decode(in));
    }
    return new TraceEvent.Roll(
        TEXT.decode(in), TEXT.decode(in), in.readLong(), in.readLong(), in.readLong());
  }
}
