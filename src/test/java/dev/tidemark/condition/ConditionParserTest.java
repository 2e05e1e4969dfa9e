package dev.tidemark.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.condition.ConditionException.Fault;
import dev.tidemark.model.Reading;
import dev.tidemark.testing.Readings;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionParserTest {
  /** Walks with x = -0.5; no Index, no Model. */
  private static final Reading WALK = Readings.atMillis(1).user("u").gt("walk").x(-0.5).build();

  /** Half the stack of a worker's thread. */
  private static final long SMALL_STACK = 512 << 10;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "gt = 'walk' | true",
        "gt <> 'walk' | false",
        "gt != 'bike' | true",
        "x < 0 | true",
        "x >= -0.5 | true",
        "x > -5e-1 | false",
        "gt in ('bike', 'walk') | true",
        "gt not in ('bike', 'walk') | false",
        "x in (1, -0.5, 2) | true",
        "Arrival_Time in (1, 2) | true",
        "Index is null | true",
        "Index is not null | false",
        "not Index is null | false",
        // Neither a comparison with an absent field is true nor its opposite.
        "Index = 1 | false",
        "Index <> 1 | false",
        "not Index = 1 | false",
        "Index in (1) | false",
        "Index not in (1) | false",
        "not (Index = 1 and x < 0) | false",
        "not (Index = 1 or x > 0) | false",
        "not (x > 0 and gt = 'walk') | true",
        "x > 0 or gt = 'walk' and x < 0 | true",
        "(x > 0 or gt = 'walk') and x > 0 | false",
        "not not not gt = 'bike' | true",
        "GT_IS_A_FIELD_NAME = 1 or x < 0 | wrong",
        "x<0 AND gt='walk' | true",
        "x < 0 Or gt = 'it''s' | true",
        "User = 'NaN' | false",
        "User = 'Infinity' | false",
      })
  void reads(String text, String meaning) throws Exception {
    if (meaning.equals("wrong")) {
      assertThat(faults(text)).isNotEmpty();
    } else {
      assertThat(ConditionParser.parse(text).test(WALK)).isEqualTo(meaning.equals("true"));
    }
  }

  @Test
  void zeroesOfEitherSignAreEqual() throws Exception {
    for (double zero : new double[] {0.0, -0.0}) {
      Reading reading = Readings.atMillis(1).x(zero).build();
      for (String text : List.of("x = 0", "x = -0.0", "x in (0.0)", "x in (-0)", "not x <> -0")) {
        assertThat(ConditionParser.parse(text).test(reading)).as(text).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = §NaN",
        "x = §nan",
        "x <> §NAN",
        "x <= §-NaN",
        "x = §+nan",
        "x in (1, §NaN)",
        "x not in (§nan, 2)",
        "x < §Infinity",
        "x > §-Infinity",
        "x > §+infinity",
        "x < §INF",
        "x in (§Infinity)",
        "x < §1e999",
        "x > §-1e400",
        "Index = §NaN",
        "Creation_Time < §Infinity",
        "not (y = 1 or x = §NaN)",
      })
  void numbersThatNoReadingCanHaveAreRefused(String marked) {
    int offset = marked.indexOf('§');

    assertThat(faults(marked.replace("§", "")))
        .singleElement()
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(offset))
        .satisfies(fault -> assertThat(fault.message()).contains(" is no value for "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "gt §== 'walk' ~ write '=' for '=='",
        "gt = §\"walk\" ~ texts take single quotes: 'walk'",
        "x §between 1 and 2 ~ there is no BETWEEN; write x >= 1 and x <= 2",
        "gt not §between 'a' and 'b' ~ there is no BETWEEN; write gt >= 'a' and gt <= 'b'",
        "gt §like 'w%' ~ there is no LIKE; list the values that are meant, as in gt in ('a', 'b')",
        "gt §like z ~ there is no LIKE; list the values that are meant, as in gt in ('a', 'b')",
        "gt in (§) ~ IN needs at least one value",
        "gt not in (§) and x > 1 ~ IN needs at least one value",
        "gt = §walk ~ gt is a string; write 'walk' in single quotes",
        "gt = §3 ~ gt is a string; write '3' in single quotes",
        "x > §'3' ~ x is a number; '3' is a string",
        "Index = §1.5 ~ 1.5 is no value for Index, which holds whole numbers of 64 bits",
        "Index = §99999999999999999999 ~ 99999999999999999999 is no value for Index, which holds whole numbers of 64 bits",
        "x = §NaN ~ NaN is no value for x; where it is absent, x is null",
        "x < §Infinity ~ Infinity is no value for x, which is always finite",
        "x < §1e999 ~ 1e999 is no value for x: it is out of range",
        "x = §many ~ many is no value for x, which is a number",
        "x = §null ~ nothing equals NULL; write x is null",
        "x > §y ~ y is a field; a field is compared with a literal",
        "§1 < x ~ expected a field, which comes first, found '1'",
        "§user = 'a' ~ 'user' is not a field of a reading; did you mean 'User'?",
        "§abs(x) > 1 ~ there are no functions in conditions; found 'abs' and '('",
        "x §* 2 > 1 ~ there is no arithmetic in conditions; found '*'",
        "x > 1 §&& y > 1 ~ write 'and' for '&&'",
        "x > 1 §|| y > 1 ~ write 'or' for '||'",
        "§!(x > 1) ~ write 'not' for '!'",
        "x > 1§; ~ cannot read ';'",
        "x > §+1 ~ '+1' is not a number; numbers are written as 12, -0.5 or 1e-3",
        "x > §.5 ~ '.5' is not a number; numbers are written as 12, -0.5 or 1e-3",
        "x > §1d ~ '1d' is not a number; numbers are written as 12, -0.5 or 1e-3",
        "gt = §'walk ~ the text that begins here has no closing '",
        "x > 1§) ~ expected no further ')', found ')'",
        "(x > 1§ ~ expected ')', found the end",
        "x > 1 §y > 1 ~ expected AND, OR or the end, found 'y'",
        "x > 1 and§ ~ expected a field, found the end",
        "§and x > 1 ~ expected a field, found 'and'",
        "x is §5 ~ expected 'null', found '5'",
      })
  void reportsWhatIsWrongAndWhere(String marked, String message) {
    assertThat(faults(marked.replace("§", "")))
        .containsExactly(new Fault(marked.indexOf('§'), message));
  }

  @Test
  void oneErrorHidesNoOther() {
    assertThat(faults("gt == \"walk\" && foo > 1 and x between 1 and '2' or x in (NaN, 3"))
        .extracting(Fault::offset)
        .containsExactly(3, 6, 13, 16, 30, 44, 57, 63);
  }

  @Test
  void aLongListIsSearchedByHash() throws Exception {
    String devices =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "'dev" + i + "'")
            .collect(Collectors.joining(", "));
    Condition among = ConditionParser.parse("Device in (" + devices + ")");
    Condition notAmong = ConditionParser.parse("not Device in (" + devices + ")");
    Reading last = Readings.atMillis(1).device("dev99999").build();
    Reading other = Readings.atMillis(1).device("dev100000").build();

    assertThat(among).isInstanceOf(Membership.class);
    assertThat(onASmallStack(among).test(last)).isTrue();
    assertThat(onASmallStack(among).test(other)).isFalse();
    assertThat(onASmallStack(notAmong).test(last)).isFalse();
    assertThat(onASmallStack(notAmong).test(other)).isTrue();
    assertThat(serializedSize(among)).isLessThan(2 * devices.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"or", "and"})
  void aChainOfManyComparisonsNeedsNoDeepStack(String operator) throws Exception {
    String chain =
        IntStream.range(0, ConditionParser.MAX_COMPARISONS)
            .mapToObj(i -> operator.equals("or") ? "x = " + i : "x <> " + i)
            .collect(Collectors.joining(" " + operator + " "));
    Condition condition = onASmallStack(ConditionParser.parse(chain));
    Reading last = Readings.atMillis(1).x(ConditionParser.MAX_COMPARISONS - 1).build();

    assertThat(condition.test(last)).isEqualTo(operator.equals("or"));
    assertThat(condition.test(WALK)).isEqualTo(operator.equals("and"));
    assertThat(serializedSize(condition)).isLessThan(20 * chain.length());
  }

  @Test
  void theNumberOfComparisonsIsBounded() {
    String least = "x = 1" + " or x = 1".repeat(ConditionParser.MAX_COMPARISONS - 1);

    assertThat(faults(least)).isEmpty();
    assertThat(faults(least + " or y = 1"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(least.length() + 4))
        .satisfies(fault -> assertThat(fault.message()).contains("at most 10,000 comparisons"));
  }

  @Test
  void theNestingOfParenthesesIsBounded() throws Exception {
    int most = ConditionParser.MAX_NESTING;
    String nested = "(x = 1 or gt = 'a' and ".repeat(most) + "x < 0" + ")".repeat(most);

    assertThat(onASmallStack(ConditionParser.parse(nested)).test(WALK)).isFalse();
    assertThat(faults("(".repeat(most) + "x < 0" + ")".repeat(most))).isEmpty();
    assertThat(faults("(".repeat(20_000) + "x < 0"))
        .containsExactly(new Fault(most, "parentheses are nested more than 100 deep"));
    assertThat(faults("not (".repeat(20_000)))
        .containsExactly(new Fault(504, "parentheses are nested more than 100 deep"));
  }

  @Test
  void siblingParenthesesAreNotNested() throws Exception {
    String many = "(x < 0)" + " and (x < 0)".repeat(5_000);

    assertThat(onASmallStack(ConditionParser.parse(many)).test(WALK)).isTrue();
  }

  @Test
  void anyNumberOfNotsIsAccepted() throws Exception {
    assertThat(ConditionParser.parse("not ".repeat(20_000) + "x < 0").test(WALK)).isTrue();
    assertThat(ConditionParser.parse("not ".repeat(20_001) + "x < 0").test(WALK)).isFalse();
  }

  @Test
  void aLongTextIsAcceptedAndAbbreviatedInMessages() throws Exception {
    String text = "it''s".repeat(100_000);
    Reading same = Readings.atMillis(1).user("it's".repeat(100_000)).build();

    assertThat(ConditionParser.parse("User = '" + text + "'").test(same)).isTrue();
    assertThat(faults("x = '" + text + "'"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).hasSizeLessThan(100));
    assertThat(faults("x".repeat(100_000) + " = 1"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).hasSizeLessThan(200));
    assertThat(faults("x = " + "9".repeat(100_000)))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).hasSizeLessThan(100));
  }

  /** Serializes and reads a condition as a runner does, where the stack is small. */
  private static Condition onASmallStack(Condition condition) throws Exception {
    FutureTask<Condition> copy =
        new FutureTask<>(() -> SerializableUtils.ensureSerializable(condition));
    Thread thread = new Thread(null, copy, "small stack", SMALL_STACK);
    thread.start();
    return copy.get();
  }

  private static int serializedSize(Condition condition) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(condition);
    }
    return bytes.size();
  }

  private static List<Fault> faults(String text) {
    ConditionException refused =
        catchThrowableOfType(ConditionException.class, () -> ConditionParser.parse(text));
    return refused == null ? List.of() : refused.faults();
  }
}
