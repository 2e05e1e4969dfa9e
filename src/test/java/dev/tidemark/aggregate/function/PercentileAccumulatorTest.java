package dev.tidemark.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentileAccumulatorTest {
  private static final EventTime TIME = new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);
  private static final int MOST = PercentileAccumulator.MAX_EXACT;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.25, 0.5, 0.95, 0.999, 1})
  void isExactAsLongAsTheNumbersAreKept(double fraction) throws IOException {
    Random random = new Random(1);
    double[] numbers = numbers(MOST, () -> random.nextGaussian() * 1000);

    assertThat(ofSplit(numbers, fraction, random)).isEqualTo(byDefinition(numbers, fraction));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.25, 0.5, 0.95, 0.999, 1})
  void isNearBeyondAndTheSameHoweverTheNumbersAreSplit(double fraction) throws IOException {
    Random random = new Random(2);
    for (DoubleSupplier any :
        List.<DoubleSupplier>of(
            () -> random.nextGaussian() * 1000,
            () -> Math.exp(20 * random.nextGaussian()),
            () -> -Math.exp(random.nextGaussian()),
            () -> random.nextInt(3) - 1)) {
      double[] numbers = numbers(3 * MOST, any);
      double expected = byDefinition(numbers, fraction);
      double first = ofSplit(numbers, fraction, random);

      assertThat(first).isCloseTo(expected, within(Math.abs(expected) / 256 + 1e-9));
      for (int i = 0; i < 5; i++) {
        assertThat(ofSplit(numbers, fraction, random)).isEqualTo(first);
      }
    }
  }

  @Test
  void oneNumberMoreThanAreKeptMakesItNear() throws IOException {
    double[] kept = numbers(MOST, () -> 1.001);
    double[] more = numbers(MOST + 1, () -> 1.001);
    Random random = new Random(3);

    assertThat(ofSplit(kept, 0.5, random)).isEqualTo(1.001);
    // The middle of the bucket from 1 to 1 + 1/128.
    assertThat(ofSplit(more, 0.5, random)).isEqualTo(1 + 1.0 / 256);
  }

  private static double[] numbers(int count, DoubleSupplier any) {
    return DoubleStream.generate(any).limit(count).toArray();
  }

  /** Shuffles, splits and merges, each part in its encoded form. */
  private static double ofSplit(double[] numbers, double fraction, Random random)
      throws IOException {
    List<Double> shuffled = new ArrayList<>(Arrays.stream(numbers).boxed().toList());
    Collections.shuffle(shuffled, random);
    PercentileAccumulator merged = new PercentileAccumulator(ActivitySchema.X, fraction);
    int from = 0;
    while (from < shuffled.size()) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(2 * MOST));
      ReadingColumns readings =
          ReadingColumns.of(
              shuffled.subList(from, to).stream()
                  .map(x -> Readings.atMillis(1).x(x).build())
                  .toList());
      PercentileAccumulator part = new PercentileAccumulator(ActivitySchema.X, fraction);
      for (int row = 0; row < readings.size(); row++) {
        part.add(readings, row, TIME);
      }
      if (random.nextBoolean()) {
        merged.merge(copied(part, fraction));
      } else {
        part.merge(merged);
        merged = copied(part, fraction);
      }
      from = to;
    }
    return (Double) merged.result();
  }

  private static PercentileAccumulator copied(PercentileAccumulator part, double fraction)
      throws IOException {
    AccumulatorOutput out = new AccumulatorOutput();
    part.writeTo(out);
    PercentileAccumulator copy = new PercentileAccumulator(ActivitySchema.X, fraction);
    copy.readFrom(new AccumulatorInput(out.encoded(), ActivitySchema.SCHEMA));
    return copy;
  }

  /** As Spark's percentile: between the numbers on both sides of the position. */
  private static double byDefinition(double[] numbers, double fraction) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double position = (sorted.length - 1) * fraction;
    int lower = (int) position;
    int higher = (int) Math.ceil(position);
    return lower == higher
        ? sorted[lower]
        : (higher - position) * sorted[lower] + (position - lower) * sorted[higher];
  }
}
