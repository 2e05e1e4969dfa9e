package dev.tidemark.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.AnyReadings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactSumTest {
  /** Known sums: those of the tests of Python's math.fsum, and ties worked by hand. */
  static Stream<List<Double>> sums() {
    double tiny = Double.MIN_VALUE;
    double huge = Double.MAX_VALUE;
    return Stream.of(
        List.of(0.0),
        List.of(0.0, 1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50, 1e-100),
        List.of(0x1p53, -0.5, -0x1p-54, 0x1p53 - 1.0),
        List.of(0x1p53, 1.0, 0x1p-100, 0x1.0000000000001p53),
        List.of(0x1.ffffffffffff4p55, 1.0, 0x1p-100, 0x1.ffffffffffff4p55),
        List.of(1e16, 1.0, 1e-16, 10000000000000002.0),
        List.of(1e16 - 2.0, 1.0 - 0x1p-53, -(1e16 - 2.0), -(1.0 - 0x1p-53), 0.0),
        List.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1.0),
        // Halfway between two doubles: to the even one, on both sides of zero.
        List.of(1.0, 0x1p-53, 1.0),
        List.of(-1.0, -0x1p-53, -1.0),
        List.of(1.0 + 0x1p-52, 0x1p-53, 1.0 + 0x1p-51),
        List.of(-1.0 - 0x1p-52, -0x1p-53, -1.0 - 0x1p-51),
        // Slightly more than halfway: up.
        List.of(1.0, 0x1p-53, tiny, 1.0 + 0x1p-52),
        List.of(-1.0, -0x1p-53, -tiny, -1.0 - 0x1p-52),
        List.of(1.0, 0x1p-53, -tiny, 1.0),
        List.of(tiny, tiny, 2 * tiny),
        List.of(-tiny, -tiny, -2 * tiny),
        List.of(Double.MIN_NORMAL, -tiny, 0x0.fffffffffffffp-1022),
        List.of(huge, huge, -huge, huge),
        List.of(huge, -huge, tiny, tiny),
        List.of(huge, huge, Double.POSITIVE_INFINITY),
        List.of(-huge, -huge, Double.NEGATIVE_INFINITY),
        // Below and at half a unit above the largest.
        List.of(huge, 0x1p969, huge),
        List.of(huge, 0x1p970, Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @MethodSource("sums")
  void theSumIsRoundedOnce(List<Double> termsAndSum) {
    int last = termsAndSum.size() - 1;
    List<Double> terms = last == 0 ? termsAndSum : termsAndSum.subList(0, last);
    assertThat(sum(terms).value()).isEqualTo(termsAndSum.get(last));
  }

  @Test
  void anEmptySumIsZero() {
    assertThat(new ExactSum().value()).isEqualTo(0.0);
    assertThat(new ExactSum().wholeValue()).isEqualTo(BigInteger.ZERO);
  }

  @Property(tries = 400)
  void theSumIsTheDoubleNearestToTheExactSum(@ForAll("terms") List<Double> terms) {
    assertThat(sum(terms).value()).isEqualTo(exact(terms).doubleValue());
  }

  @Property(tries = 300)
  void orderAndPartitioningDoNotMatter(@ForAll("terms") List<Double> terms, @ForAll Random random)
      throws IOException {
    double expected = exact(terms).doubleValue();
    List<Double> shuffled = new ArrayList<>(terms);
    Collections.shuffle(shuffled, random);
    ExactSum merged = new ExactSum();
    ExactSum part = new ExactSum();
    for (double term : shuffled) {
      part.add(term);
      if (random.nextInt(4) == 0) {
        merged.add(random.nextBoolean() ? part : copied(part));
        part = new ExactSum();
      }
    }
    part.add(merged);
    assertThat(part.value()).isEqualTo(expected);
    assertThat(copied(part).value()).isEqualTo(expected);
  }

  @Property(tries = 300)
  void aDecodedSumCanBeAddedTo(
      @ForAll("terms") List<Double> before, @ForAll("terms") List<Double> after)
      throws IOException {
    ExactSum sum = copied(sum(before));
    after.forEach(sum::add);
    assertThat(sum.value()).isEqualTo(exact(concat(before, after)).doubleValue());
  }

  @Test
  void mergingDoesNotChangeTheOtherSum() {
    ExactSum one = sum(List.of(-1.5, 0x1p-60));
    ExactSum other = sum(List.of(-2.5, -0x1p-60));
    one.add(other);
    assertThat(one.value()).isEqualTo(-4.0);
    other.add(2.5);
    assertThat(other.value()).isEqualTo(-0x1p-60);
    assertThat(one.value()).isEqualTo(-4.0);
  }

  @Property(tries = 300)
  void integersAddUpExactly(@ForAll("wholes") List<Long> terms) throws IOException {
    ExactSum sum = new ExactSum();
    BigInteger expected = BigInteger.ZERO;
    for (long term : terms) {
      sum.add(term);
      expected = expected.add(BigInteger.valueOf(term));
    }
    assertThat(sum.wholeValue()).isEqualTo(expected);
    assertThat(copied(sum).wholeValue()).isEqualTo(expected);
    assertThat(sum.value()).isEqualTo(new BigDecimal(expected).doubleValue());
  }

  @Provide
  Arbitrary<List<Double>> terms() {
    Arbitrary<Double> any =
        Arbitraries.oneOf(
            AnyReadings.finiteDoubles(),
            Arbitraries.integers().between(-3, 3).map(Integer::doubleValue),
            Arbitraries.longs().between(-1 << 20, 1 << 20).map(ulps -> ulps * Double.MIN_VALUE),
            Combinators.combine(
                    Arbitraries.integers().between(-(1 << 24), 1 << 24),
                    Arbitraries.integers().between(-60, 60))
                .as((mantissa, exponent) -> Math.scalb((double) mantissa, exponent)));
    Arbitrary<List<Double>> terms = any.list().ofMaxSize(30);
    // Every term and its negative, so that nearly all cancels.
    Arbitrary<List<Double>> cancelling =
        Combinators.combine(terms, any)
            .as(
                (all, left) ->
                    concat(concat(all, List.of(left)), all.stream().map(term -> -term).toList()));
    return Arbitraries.oneOf(terms, cancelling);
  }

  @Provide
  Arbitrary<List<Long>> wholes() {
    return AnyReadings.wholes().list().ofMaxSize(40);
  }

  private static List<Double> concat(List<Double> first, List<Double> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static BigDecimal exact(List<Double> terms) {
    return terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static ExactSum sum(List<Double> terms) {
    ExactSum sum = new ExactSum();
    terms.forEach(sum::add);
    return sum;
  }

  private static ExactSum copied(ExactSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sum.writeTo(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    ExactSum copy = ExactSum.readFrom(in);
    assertThat(in.read()).isEqualTo(-1);
    return copy;
  }
}
