package dev.tidemark.source.stream;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.CoderUtils;

/** A stream whose arrivals go back and forth, cut into batches and resumed anywhere. */
class JudgedByTheClockTest {
  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();
  private static final long HOUR = 3_600_000;

  /** Readings that keep the order of a list. */
  private record Listed(List<Long> arrivals) implements ArrivalStreamFactory<Integer> {
    @Override
    public ReadingFormat format() {
      return ACTIVITY;
    }

    @Override
    public ArrivalStream<Integer> open(Optional<Integer> position, ReadTracer tracer) {
      return new ArrivalStream<>() {
        private int next = position.orElse(0);

        @Override
        public Optional<ArrivingLine> next() {
          if (hasEnded()) {
            return Optional.empty();
          }
          Reading reading = Readings.atMillis(0).arrival(arrivals.get(next)).index(next).build();
          return Optional.of(new ArrivingLine.OfReading(next++, reading));
        }

        @Override
        public boolean hasEnded() {
          return next >= arrivals.size();
        }

        @Override
        public Integer position() {
          return next;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Coder<Integer> positionCoder() {
      return VarIntCoder.of();
    }
  }

  /** The clock of a reading is the same wherever blocks and marks end. */
  @Property(tries = 200)
  void aReadingIsJudgedByWhatWasEmittedBeforeIt(
      @ForAll("arrivals") List<Long> arrivals,
      @ForAll @IntRange(min = 1, max = 9) int most,
      @ForAll Random random)
      throws IOException {
    SteadyClock clock = SteadyClock.resume(StreamRequirements.USUAL_STEP, SteadyClock.State.START);
    List<Long> expected = arrivals.stream().map(clock::observe).toList();

    List<Reading> emitted = new ArrayList<>();
    StreamSource<Integer> source =
        new StreamSource<>(
            new Trickle<>(new Listed(arrivals), most),
            new StreamRequirements(
                StreamRequirements.USUAL_STEP, Duration.ZERO, Duration.ZERO, List.of(), 0),
            "read",
            TracedReading.NOBODY);
    StreamMark<Integer> mark = null;
    boolean isOver = false;
    while (!isOver) {
      try (StreamReader<Integer> reader = source.createReader(OPTIONS, mark)) {
        for (int i = random.nextInt(5); i >= 0 && !isOver; i--) {
          if (reader.advance()) {
            ReadingBatch batch = reader.getCurrent();
            emitted.addAll(batch.readings());
            isOver = batch.progress().isOver();
          }
        }
        mark = CoderUtils.clone(source.getCheckpointMarkCoder(), reader.getCheckpointMark());
      }
    }

    assertThat(emitted).extracting(Reading::arrivalTime).isEqualTo(arrivals);
    assertThat(emitted).extracting(Reading::clock).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Long>> arrivals() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(0, HOUR),
            Arbitraries.longs().between(0, 3 * HOUR),
            Arbitraries.longs().between(0, HOUR).map(ms -> 500_000 * HOUR + ms))
        .list()
        .ofMaxSize(60);
  }
}
