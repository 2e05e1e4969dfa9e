package dev.tidemark.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.AnyReadings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactDeviationTest {
  /** Twice the digits that a double may need to be told from its neighbours, and more. */
  private static final MathContext PRECISE = new MathContext(60);

  @Property(tries = 500)
  void ofAnyDoubles(@ForAll("doubles") List<Double> numbers) throws IOException {
    ExactDeviation deviation = new ExactDeviation();
    numbers.forEach(deviation::add);
    assertEquals(deviation, numbers.stream().map(BigDecimal::new).toList());
  }

  @Property(tries = 500)
  void ofAnyWholeNumbers(@ForAll("wholes") List<Long> numbers) throws IOException {
    ExactDeviation deviation = new ExactDeviation();
    numbers.forEach(deviation::add);
    assertEquals(deviation, numbers.stream().map(BigDecimal::valueOf).toList());
  }

  @Property(tries = 200)
  void isTheSameHoweverTheNumbersAreSplit(
      @ForAll("doubles") List<Double> numbers, @ForAll int seed) {
    ExactDeviation whole = new ExactDeviation();
    numbers.forEach(whole::add);
    int cut = Math.floorMod(seed, numbers.size() + 1);
    ExactDeviation first = new ExactDeviation();
    ExactDeviation second = new ExactDeviation();
    numbers.subList(0, cut).forEach(first::add);
    numbers.subList(cut, numbers.size()).forEach(second::add);
    second.add(first);
    assertThat(second.value()).isEqualTo(Double.valueOf(whole.value()));
  }

  @Test
  void doesNotCancel() {
    // A sum of squares in doubles loses all of this.
    ExactDeviation deviation = new ExactDeviation();
    Stream.of(1e15 + 1, 1e15 + 2, 1e15 + 3).forEach(deviation::add);
    assertThat(deviation.value()).isEqualTo(1.0);
  }

  @Test
  void needsTwoNumbers() {
    ExactDeviation deviation = new ExactDeviation();
    assertThat(deviation.value()).isNaN();
    deviation.add(1.0);
    assertThat(deviation.value()).isNaN();
    deviation.add(1.0);
    assertThat(deviation.value()).isEqualTo(0.0);
  }

  /** Half the smallest double lies between two doubles; the even one is zero. */
  @Test
  void betweenTwoDoublesTheEvenOneCounts() throws IOException {
    double least = Double.MIN_VALUE;
    ExactDeviation deviation = new ExactDeviation();
    Stream.of(least, least, least, 0.0).forEach(deviation::add);
    assertThat(deviation.value()).isEqualTo(0.0);
    assertEquals(deviation, Stream.of(least, least, least, 0.0).map(BigDecimal::new).toList());
  }

  @Test
  void exceedsADouble() {
    ExactDeviation deviation = new ExactDeviation();
    Arrays.asList(Double.MAX_VALUE, -Double.MAX_VALUE).forEach(deviation::add);
    assertThat(deviation.value()).isInfinite();
  }

  @Provide
  Arbitrary<List<Double>> doubles() {
    return Arbitraries.oneOf(
            AnyReadings.finiteDoubles(),
            Arbitraries.doubles().between(-10, 10),
            Arbitraries.of(0.0, 1.0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Long>> wholes() {
    return AnyReadings.wholes().list().ofMaxSize(8);
  }

  private static void assertEquals(ExactDeviation deviation, List<BigDecimal> numbers)
      throws IOException {
    Double expected = byDefinition(numbers);
    assertThat(deviation.value()).isEqualTo(expected);
    assertThat(copied(deviation).value()).isEqualTo(expected);
  }

  /** The sum of the squared differences from the mean, divided by one less than the count. */
  private static Double byDefinition(List<BigDecimal> numbers) {
    if (numbers.size() < 2) {
      return Double.NaN;
    }
    BigDecimal size = BigDecimal.valueOf(numbers.size());
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal squares =
        numbers.stream()
            .map(number -> number.multiply(size).subtract(sum).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal divisor = size.pow(2).multiply(size.subtract(BigDecimal.ONE));
    double about = squares.divide(divisor, PRECISE).sqrt(PRECISE).doubleValue();
    return Double.isInfinite(about)
        ? about
        : DoubleStream.of(Math.nextDown(about), about, Math.nextUp(about))
            .filter(each -> isNearest(each, squares, divisor))
            .findFirst()
            .orElseThrow();
  }

  /**
   * Whether no double is nearer to the root of a quotient; of two as near, this is the even one.
   */
  private static boolean isNearest(double root, BigDecimal dividend, BigDecimal divisor) {
    if (root < 0 || Double.isInfinite(root)) {
      return false;
    }
    BigDecimal half = new BigDecimal("0.5");
    BigDecimal exact = new BigDecimal(root);
    BigDecimal above = exact.add(new BigDecimal(Math.ulp(root)).multiply(half));
    BigDecimal below = exact.add(new BigDecimal(Math.nextDown(root))).multiply(half);
    int toAbove = dividend.compareTo(above.pow(2).multiply(divisor));
    int toBelow = root == 0 ? 1 : dividend.compareTo(below.pow(2).multiply(divisor));
    boolean isEven = (Double.doubleToRawLongBits(root) & 1) == 0;
    return isEven ? toAbove <= 0 && toBelow >= 0 : toAbove < 0 && toBelow > 0;
  }

  private static ExactDeviation copied(ExactDeviation deviation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    deviation.writeTo(new DataOutputStream(bytes));
    return ExactDeviation.readFrom(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
