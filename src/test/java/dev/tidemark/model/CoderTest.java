package dev.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.arrival.ArrivalSummary;
import dev.tidemark.model.arrival.ArrivalSummaryBuilder;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.Readings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.SerializableUtils;

/** A coder reads back what it wrote, also several values from one stream. */
public class CoderTest {
  /** A time that any schema can hold, ms. */
  private static final long FAR_MS = 1L << 53;

  @Property(tries = 100)
  void readingBlocks(
      @ForAll("readings") List<Reading> readings, @ForAll("sideOutput") SideOutput sideOutput)
      throws IOException {
    assertRoundTrip(
        ReadingBatchCoder.of(ActivitySchema.SCHEMA), new ReadingBatch(readings, sideOutput));
  }

  @Property(tries = 100)
  void sideOutputs(@ForAll("sideOutput") SideOutput sideOutput) throws IOException {
    assertRoundTrip(SideOutputCoder.of(), sideOutput);
  }

  @Property(tries = 100)
  void streamProgress(
      @ForAll("progress") StreamProgress progress, @ForAll("readings") List<Reading> readings)
      throws IOException {
    assertRoundTrip(ReadingBatchCoder.StreamProgressCoder.of(), progress);
    assertRoundTrip(
        ReadingBatchCoder.of(ActivitySchema.SCHEMA),
        new ReadingBatch(readings, SideOutput.NOTHING, progress));
  }

  @Example
  void withoutAStreamProgressIsOneByte() throws IOException {
    assertRoundTrip(ReadingBatchCoder.StreamProgressCoder.of(), StreamProgress.AT_ONCE);
    assertThat(encoded(ReadingBatchCoder.StreamProgressCoder.of(), StreamProgress.AT_ONCE))
        .hasSize(1);
  }

  @Example
  void timesOfTheFullRangeOf64Bits() throws IOException {
    assertRoundTrip(
        ReadingBatchCoder.of(ActivitySchema.SCHEMA),
        ReadingBatch.of(
            List.of(
                Readings.atNanos(Long.MAX_VALUE).arrival(Long.MIN_VALUE).index(-1).build(),
                Readings.atNanos(Long.MIN_VALUE).arrival(Long.MAX_VALUE).build(),
                Readings.atNanos(-1).arrival(0).index(Long.MIN_VALUE).build(),
                Readings.atNanos(Long.MAX_VALUE).arrival(-1).index(Long.MAX_VALUE).build())));
  }

  @Example
  void aTextLongerThan64KiB() throws IOException {
    String text = "é".repeat(70_000);
    MalformedLine line =
        new MalformedLine(text, 0, MalformedLine.Reason.LINE_TOO_LONG, text, text, false);
    Reading reading = Readings.atMillis(1).user(text).device(text).gt(text).build();
    assertRoundTrip(
        ReadingBatchCoder.of(ActivitySchema.SCHEMA),
        new ReadingBatch(List.of(reading), new SideOutput(List.of(line), RecordCounts.EMPTY)));
  }

  @Example
  void repeatedNamesCostLittle() throws IOException {
    List<Reading> readings =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    Readings.atNanos(1_424_686_733_176_178_965L + i * 5_035_000L)
                        .device("nexus4_1")
                        .model("nexus4")
                        .gt("stairsdown")
                        .user("g")
                        .index(i)
                        .build())
            .toList();
    // Three doubles are 24 bytes; ten more must do for all the rest.
    assertThat(
            encoded(ReadingBatchCoder.of(ActivitySchema.SCHEMA), ReadingBatch.of(readings)).length)
        .isLessThan(1000 * (24 + 14));
  }

  @Example
  void codersAreSerializable() {
    assertThat(SerializableUtils.ensureSerializable(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
        .isNotNull();
    assertThat(SerializableUtils.ensureSerializable(SideOutputCoder.of())).isNotNull();
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    return AnyReadings.readings().list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<StreamProgress> progress() {
    return Combinators.combine(
            AnyReadings.wholes(),
            AnyReadings.wholes(),
            Arbitraries.of(true, false),
            AnyReadings.wholes().list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.maps(Arbitraries.of("User", "Device"), buckets()).ofMaxSize(3))
        .as(StreamProgress::new);
  }

  private static Arbitrary<List<Integer>> buckets() {
    return Arbitraries.integers().between(0, 200).list().ofMaxSize(20);
  }

  @Provide
  public Arbitrary<SideOutput> sideOutput() {
    Arbitrary<DeadLetter> letters = Arbitraries.oneOf(malformed(), late(), duplicate());
    Arbitrary<Map<RecordCounts.Entry, Long>> counts =
        Arbitraries.maps(
                Combinators.combine(AnyReadings.texts(), Arbitraries.of(RecordCounts.Outcome.class))
                    .as(RecordCounts.Entry::new),
                AnyReadings.wholes())
            .ofMaxSize(8);
    return Combinators.combine(
            letters.list().ofMaxSize(10), counts, findings(), traceEvents().list().ofMaxSize(5))
        .as(
            (dead, lines, findings, traceEvents) ->
                new SideOutput(
                    dead, new RecordCounts(new TreeMap<>(lines), findings), traceEvents));
  }

  private static Arbitrary<Findings> findings() {
    Arbitrary<Findings.Malformed> malformed =
        Combinators.combine(
                AnyReadings.texts(),
                AnyReadings.wholes(),
                Arbitraries.of(MalformedLine.Reason.class),
                AnyReadings.texts())
            .as(Findings.Malformed::new);
    Arbitrary<Findings.Lateness> lateness =
        Combinators.combine(AnyReadings.wholes(), AnyReadings.wholes(), AnyReadings.texts())
            .as(Findings.Lateness::new);
    return Combinators.combine(
            malformed.optional(0.5),
            Arbitraries.maps(AnyReadings.texts(), lateness).ofMaxSize(3),
            Arbitraries.maps(AnyReadings.texts(), AnyReadings.wholes()).ofMaxSize(3),
            arrivals())
        .as(Findings::new);
  }

  private static Arbitrary<ArrivalSummary> arrivals() {
    Arbitrary<Long> times = Arbitraries.longs().between(-FAR_MS, FAR_MS);
    return Combinators.combine(AnyReadings.texts(), times, times)
        .as(
            (device, event, arrival) -> {
              ArrivalSummaryBuilder one = new ArrivalSummaryBuilder();
              one.add(device, event, arrival);
              return one.sum();
            })
        .list()
        .ofMaxSize(4)
        .map(some -> some.stream().reduce(ArrivalSummary.NONE, ArrivalSummary::plus));
  }

  private static Arbitrary<TraceEvent> traceEvents() {
    return Arbitraries.oneOf(
        Combinators.combine(AnyReadings.texts(), AnyReadings.readings(), AnyReadings.texts())
            .as(TraceEvent.Event::new),
        Combinators.combine(
                AnyReadings.texts().list().ofMaxSize(3),
                AnyReadings.wholes(),
                AnyReadings.wholes(),
                AnyReadings.wholes())
            .as(TraceEvent.Roll::new),
        Combinators.combine(
                AnyReadings.texts(),
                AnyReadings.texts().list().ofMaxSize(3),
                Combinators.combine(
                        AnyReadings.readings(), AnyReadings.wholes(), AnyReadings.wholes())
                    .as(TraceEvent.Member::new)
                    .list()
                    .ofMaxSize(3))
            .as(TraceEvent.Members::new),
        Combinators.combine(
                AnyReadings.texts(),
                AnyReadings.texts().list().ofMaxSize(3),
                AnyReadings.wholes().list().ofMaxSize(2))
            .as(TraceEvent.OtherWindows::new),
        Combinators.combine(AnyReadings.texts(), AnyReadings.wholes().list().ofMaxSize(9))
            .as(
                (step, delays) ->
                    new TraceEvent.Delays(
                        step,
                        DelayCounts.of(
                            delays.stream().mapToLong(Long::longValue).toArray(), delays.size()))));
  }

  private static Arbitrary<MalformedLine> malformed() {
    return Combinators.combine(
            AnyReadings.texts(),
            AnyReadings.wholes(),
            Arbitraries.of(MalformedLine.Reason.class),
            AnyReadings.texts(),
            AnyReadings.texts(),
            Arbitraries.of(true, false))
        .as(MalformedLine::new);
  }

  private static Arbitrary<LateReading> late() {
    return Combinators.combine(
            Arbitraries.of(LateReading.Reason.class),
            AnyReadings.wholes(),
            Combinators.combine(AnyReadings.wholes(), AnyReadings.wholes())
                .as(Bounds::new)
                .optional(),
            AnyReadings.readings())
        .as(LateReading::new);
  }

  private static Arbitrary<DuplicateReading> duplicate() {
    return Combinators.combine(AnyReadings.readings(), AnyReadings.readings())
        .as((first, reading) -> new DuplicateReading(First.of(first), reading));
  }

  public static <T> void assertRoundTrip(Coder<T> coder, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    coder.encode(value, out);
    coder.encode(value, out);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(coder.decode(in)).isEqualTo(value);
    assertThat(coder.decode(in)).isEqualTo(value);
    assertThat(in.available()).isZero();
  }

  private static <T> byte[] encoded(Coder<T> coder, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    coder.encode(value, out);
    return out.toByteArray();
  }
}
