package dev.tidemark.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.Readings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final Reading READING = Readings.atMillis(7).user("u").gt("walk").x(-0.5).build();
  private static final long[] EDGES = {
    0, 1, -1, 2, -2, 3, 1L << 31, 1L << 32, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | WHOLE | 1",
        "-9223372036854775808 | WHOLE | -9223372036854775808",
        "9223372036854775808 | REAL | 9.223372036854776E18",
        "1.0 | REAL | 1.0",
        "-0.0 | REAL | 0.0",
        "x * 0 | REAL | 0.0",
        "-(x + 0.5) | REAL | 0.0",
        "Arrival_Time | WHOLE | 7",
        "Arrival_Time / 2 | REAL | 3.5",
        "Arrival_Time % 4 | WHOLE | 3",
        "gt | TEXT | walk",
        "x > 0 | BOOLEAN | false",
        "x is not null and gt like 'w%' | BOOLEAN | true",
        "case when x < 0 then 1 else 0.5 end | REAL | 1.0",
        "case when x > 0 then 1 else 2 end | WHOLE | 2",
        "case when Index > 0 then 'a' when x < 0 then 'b' end | TEXT | b",
        "Index | WHOLE | ",
        "Index + 1 | WHOLE | ",
        "Index > 1 | BOOLEAN | ",
        "y * 2 | REAL | ",
        "case when x > 0 then gt end | TEXT | ",
      })
  void hasAValueOfOneType(String text, Field.Type type, String value) throws Exception {
    Expression<Reading> expression =
        SerializableUtils.ensureSerializable(
            ConditionParser.expression(text, new ReadingFields(ActivitySchema.SCHEMA)));

    assertThat(expression.type()).isEqualTo(type);
    assertThat(expression.value(READING).map(Object::toString))
        .isEqualTo(Optional.ofNullable(value));
  }

  @Test
  void wholeNumbersAreExactOrAbsent() {
    Random random = new Random(15);
    for (int i = 0; i < 100_000; i++) {
      long a = any(random);
      long b = any(random);
      BigInteger left = BigInteger.valueOf(a);
      BigInteger right = BigInteger.valueOf(b);
      assertThat(compute(a, "+", b)).isEqualTo(fitting(left.add(right)));
      assertThat(compute(a, "-", b)).isEqualTo(fitting(left.subtract(right)));
      assertThat(compute(a, "*", b)).isEqualTo(fitting(left.multiply(right)));
      if (b != 0) {
        assertThat(compute(a, "%", b)).isEqualTo(fitting(left.remainder(right)));
      }
    }
  }

  @Test
  void wholeAndRealNumbersCompareByTheirExactValues() {
    Random random = new Random(16);
    for (int i = 0; i < 100_000; i++) {
      long whole = any(random);
      double real =
          switch (random.nextInt(4)) {
            case 0 -> whole;
            case 1 -> Math.nextUp((double) whole);
            case 2 -> whole / 2.0;
            default -> random.nextGaussian() * Math.pow(2, random.nextInt(70));
          };
      int order = BigDecimal.valueOf(whole).compareTo(new BigDecimal(real));
      Expression<Reading> left = Literal.of(Field.Type.WHOLE, whole);
      Expression<Reading> right = Literal.of(Field.Type.REAL, real);
      for (Operator operator : Operator.values()) {
        boolean holds = operator.holds(order);
        assertThat(Clause.compare(left, operator, right).test(READING)).isEqualTo(holds);
        assertThat(Clause.compare(right, operator.mirrored(), left).test(READING)).isEqualTo(holds);
        assertThat(Clause.compare(left, operator, right).opposite().test(READING))
            .isEqualTo(!holds);
      }
    }
  }

  @Test
  void patternsMatchAsRegularExpressionsDo() {
    Random random = new Random(17);
    int matches = 0;
    for (int i = 0; i < 100_000; i++) {
      String pattern = word(random, List.of("a", "b", "%", "_", "😀", "."));
      String text = word(random, List.of("a", "b", "😀", "."));
      String regex =
          pattern
              .codePoints()
              .mapToObj(
                  letter ->
                      letter == '%'
                          ? ".*"
                          : letter == '_' ? "." : Pattern.quote(Character.toString(letter)))
              .collect(Collectors.joining());
      boolean expected = Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
      assertThat(new Like.Pattern(pattern).matches(text))
          .as("%s like %s", text, pattern)
          .isEqualTo(expected);
      matches += expected ? 1 : 0;
    }
    assertThat(matches).isGreaterThan(5_000);
  }

  private static Optional<Comparable<?>> compute(long a, String operation, long b) {
    return new Arithmetic<Reading>(
            Literal.of(Field.Type.WHOLE, a),
            Arithmetic.Operation.bySymbol(operation).orElseThrow(),
            Literal.of(Field.Type.WHOLE, b))
        .value(READING);
  }

  private static Optional<Comparable<?>> fitting(BigInteger exact) {
    return exact.bitLength() < Long.SIZE ? Optional.of(exact.longValueExact()) : Optional.empty();
  }

  private static long any(Random random) {
    return random.nextInt(3) == 0
        ? EDGES[random.nextInt(EDGES.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  private static String word(Random random, List<String> letters) {
    return random
        .ints(random.nextInt(7), 0, letters.size())
        .mapToObj(letters::get)
        .collect(Collectors.joining());
  }
}
