package dev.tidemark.model;

import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.arrival.BinsCoder;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.model.reading.TypedValue;
import dev.tidemark.schema.ReadingSchema;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * Encodes side output: all its readings together, as {@link ReadingColumnsCoder} does, then the
 * rest. The readings may have several schemas, as steps that change the schema pass on what the
 * steps before them found.
 */
public final class SideOutputCoder extends AtomicCoder<SideOutput> {
  private static final SideOutputCoder INSTANCE = new SideOutputCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final Coder<List<String>> NAMES = ListCoder.of(TEXT);

  /** The kinds of trace events. */
  private static final byte ROLL = 0;

  private static final byte EVENT = 1;
  private static final byte DELAYS = 2;
  private static final byte MEMBERS = 3;
  private static final byte OTHER_WINDOWS = 4;

  public static SideOutputCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SideOutput sideOutput, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    writeReadings(readings(sideOutput), out);
    out.writeInt(sideOutput.deadLetters().size());
    for (DeadLetter letter : sideOutput.deadLetters()) {
      TEXT.encode(letter.kind().name(), out);
      if (letter instanceof MalformedLine malformed) {
        write(malformed, out);
      } else if (letter instanceof LateReading late) {
        write(late, out);
      } else if (letter instanceof DuplicateReading duplicate) {
        write(duplicate, out);
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
    Iterator<Reading> readings = readReadings(in).iterator();
    List<DeadLetter> deadLetters = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      deadLetters.add(
          switch (DeadLetter.Kind.valueOf(TEXT.decode(in))) {
            case MALFORMED -> readMalformed(in);
            case LATE -> readLate(in, readings.next());
            case DUPLICATE -> readDuplicate(in, readings.next());
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
      } else if (event instanceof TraceEvent.Members some) {
        some.members().forEach(member -> readings.add(member.reading()));
      }
    }
    return readings;
  }

  /** Writes the schemas, for each reading which one it has, and the readings of each schema. */
  private static void writeReadings(List<Reading> readings, DataOutputStream out)
      throws IOException {
    Map<ReadingSchema, List<Reading>> bySchema = new LinkedHashMap<>();
    for (Reading reading : readings) {
      bySchema.computeIfAbsent(reading.schema(), first -> new ArrayList<>()).add(reading);
    }
    List<ReadingSchema> schemas = List.copyOf(bySchema.keySet());
    out.writeInt(schemas.size());
    for (ReadingSchema schema : schemas) {
      SchemaCoder.of().encode(schema, out);
      ReadingColumnsCoder.of(schema).encode(ReadingColumns.of(bySchema.get(schema)), out);
    }
    if (schemas.size() > 1) {
      for (Reading reading : readings) {
        out.writeInt(schemas.indexOf(reading.schema()));
      }
    }
  }

  private static List<Reading> readReadings(DataInputStream in) throws IOException {
    List<ReadingColumns> bySchema = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      bySchema.add(ReadingColumnsCoder.of(SchemaCoder.of().decode(in)).decode(in));
    }
    if (bySchema.size() <= 1) {
      return bySchema.isEmpty() ? List.of() : bySchema.get(0);
    }
    List<Iterator<Reading>> next = bySchema.stream().map(ReadingColumns::iterator).toList();
    List<Reading> readings = new ArrayList<>();
    for (int left = bySchema.stream().mapToInt(ReadingColumns::size).sum(); left > 0; left--) {
      readings.add(next.get(in.readInt()).next());
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

  private static void write(DuplicateReading duplicate, DataOutputStream out) throws IOException {
    for (Optional<Comparable<?>> value : duplicate.first().values()) {
      TypedValue.write(value, out);
    }
  }

  private static DuplicateReading readDuplicate(DataInputStream in, Reading reading)
      throws IOException {
    List<Optional<Comparable<?>>> values = new ArrayList<>();
    for (int left = reading.schema().kept().size(); left > 0; left--) {
      values.add(TypedValue.read(in));
    }
    return new DuplicateReading(new First(values), reading);
  }

  private static void write(TraceEvent traceEvent, DataOutputStream out) throws IOException {
    if (traceEvent instanceof TraceEvent.Event event) {
      out.writeByte(EVENT);
      TEXT.encode(event.step(), out);
      TEXT.encode(event.text(), out);
    } else if (traceEvent instanceof TraceEvent.Roll roll) {
      out.writeByte(ROLL);
      NAMES.encode(roll.names(), out);
      out.writeLong(roll.count());
      out.writeLong(roll.leastIndex());
      out.writeLong(roll.greatestIndex());
    } else if (traceEvent instanceof TraceEvent.Delays delays) {
      out.writeByte(DELAYS);
      TEXT.encode(delays.step(), out);
      BinsCoder.of().encode(delays.counts().bins(), out);
    } else if (traceEvent instanceof TraceEvent.Members some) {
      out.writeByte(MEMBERS);
      TEXT.encode(some.step(), out);
      NAMES.encode(some.key(), out);
      out.writeInt(some.members().size());
      for (TraceEvent.Member member : some.members()) {
        out.writeLong(member.nanos());
        out.writeLong(member.watermark());
      }
    } else if (traceEvent instanceof TraceEvent.OtherWindows others) {
      out.writeByte(OTHER_WINDOWS);
      TEXT.encode(others.step(), out);
      NAMES.encode(others.keys(), out);
      out.writeInt(others.starts().size());
      for (long start : others.starts()) {
        out.writeLong(start);
      }
    }
  }

  private static TraceEvent readTraceEvent(DataInputStream in, Iterator<Reading> readings)
      throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case EVENT -> {
        String step = TEXT.decode(in);
        yield new TraceEvent.Event(step, readings.next(), TEXT.decode(in));
      }
      case ROLL ->
          new TraceEvent.Roll(NAMES.decode(in), in.readLong(), in.readLong(), in.readLong());
      case DELAYS ->
          new TraceEvent.Delays(TEXT.decode(in), new DelayCounts(BinsCoder.of().decode(in)));
      case MEMBERS -> {
        String step = TEXT.decode(in);
        List<String> key = NAMES.decode(in);
        List<TraceEvent.Member> members = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          members.add(new TraceEvent.Member(readings.next(), in.readLong(), in.readLong()));
        }
        yield new TraceEvent.Members(step, key, members);
      }
      case OTHER_WINDOWS -> {
        String step = TEXT.decode(in);
        List<String> keys = NAMES.decode(in);
        List<Long> starts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          starts.add(in.readLong());
        }
        yield new TraceEvent.OtherWindows(step, keys, starts);
      }
      default -> throw new IOException("no trace event is of kind " + kind);
    };
  }
}
