package dev.tidemark.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.condition.parser.ConditionException;
import dev.tidemark.condition.parser.ConditionException.Fault;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
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
        "0 > x | true",
        "0 < x | false",
        "-0.5 <= x and -0.5 >= x and -0.5 = x and 1 <> x | true",
        "x between -1 and -0.5 | true",
        "x between -0.4 and 1 | false",
        "x not between -0.4 and 1 | true",
        "not x between -1 and 1 | false",
        "gt between 'walj' and 'walk' | true",
        "gt like 'w%' | true",
        "gt like '_alk' and gt like 'walk' and gt like '%' and gt not like 'wal' | true",
        "gt not like '%l_' | false",
        "not gt like 'x%' | true",
        "x < -x | true",
        "x * -2 + 3 = 4 | true",
        "x + 1 * 2 = 1.5 | true",
        "(x + 1) * 2 = 1 | true",
        "2 - 1 - 1 = 0 | true",
        "8 / 2 / 2 = 2.0 | true",
        "1 / 2 = 0.5 | true",
        "-7 % 3 = -1 | true",
        "7.5 % 2 = 1.5 | true",
        "- - 2 = 2 | true",
        "-(x) > 0 | true",
        "Arrival_Time + 1 > Arrival_Time | true",
        "Arrival_Time * 2 in (1, 2) | true",
        "Arrival_Time > x | true",
        "x > Arrival_Time | false",
        "User = gt | false",
        "User < gt | true",
        "true | true",
        "not true or false | false",
        "(x < 0) = (gt = 'walk') | true",
        "(x < 0) = true | true",
        "(x > 0) = false and (x > 0) <> true | true",
        "case when x > 0 then 'up' when x < 0 then 'down' else 'still' end = 'down' | true",
        "case when x > 0 then 1 end is null | true",
        "case when x < 0 then 1 else 0.5 end = 1 | true",
        "case when x < 0 then gt = 'walk' end | true",
        "case when x < 0 then null else 1 end is null | true",
        "`x` < 0 and `gt` = 'walk' | true",
        // What is computed from an absent field is absent.
        "Index + 1 > 0 or not Index + 1 > 0 | false",
        "Index + 1 is null | true",
        "Index between 1 and 2 | false",
        "Index not between 1 and 2 | false",
        "x between Index and 1 | false",
        // As in SQL: false already without the bound that is absent.
        "x not between 0 and Index | true",
        "Model like '%' | false",
        "Model not like 'a' | false",
        "Model = gt or Model <> gt | false",
        "(Index = 1) is null | true",
        "(Index = 1) = true or (Index = 1) = false | false",
        // Neither is there a result of a division by zero, nor one that does not fit.
        "1 / 0 is null and 1 % 0 is null and x / 0 is null and x % 0 is null | true",
        "9223372036854775807 + 1 is null | true",
        "-9223372036854775808 - 1 is null | true",
        "-(-9223372036854775808) is null | true",
        "-9223372036854775808 * -1 is null | true",
        "9223372036854775807 + 0.0 > 0 | true",
        "1e308 * 10 is null | true",
        // By their exact values: as doubles these are equal.
        "Arrival_Time * 9007199254740993 > Arrival_Time * 9007199254740992 + 0.0 | true",
        "Arrival_Time * 9223372036854775807 < Arrival_Time * 9223372036854775807 + 0.0 | true",
      })
  void reads(String text, String meaning) throws Exception {
    if (meaning.equals("wrong")) {
      assertThat(faults(text)).isNotEmpty();
    } else {
      assertThat(parse(text).test(WALK)).isEqualTo(meaning.equals("true"));
    }
  }

  @Test
  void zeroesOfEitherSignAreEqual() throws Exception {
    for (double zero : new double[] {0.0, -0.0}) {
      Reading reading = Readings.atMillis(1).x(zero).build();
      for (String text : List.of("x = 0", "x = -0.0", "x in (0.0)", "x in (-0)", "not x <> -0")) {
        assertThat(parse(text).test(reading)).as(text).isTrue();
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
        "x between 1 and §'2' ~ x is a number; '2' is a string",
        "gt not between §1 and 'b' ~ gt is a string; write '1' in single quotes",
        "x between 1 and 2 and§ ~ expected a field or a literal, found the end",
        "x between 1§ ~ expected 'and', found the end",
        "gt like §z ~ LIKE takes a pattern in single quotes, as in gt like 'stairs%'",
        "x §like '1%' ~ LIKE takes a string; x is a number",
        "gt §rlike 'w.*' ~ there is no RLIKE; LIKE has patterns with % and _",
        "gt not §= 'a' ~ expected BETWEEN, IN or LIKE, found '='",
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
        "x > §gt ~ x is a number and gt is a string; they cannot be compared",
        "x + 1 > §gt ~ x + 1 is a number and gt is a string; they cannot be compared",
        "§'1' < x ~ x is a number; '1' is a string",
        "x in (1, §y) ~ a list holds literals; write x = y",
        "x > §Y ~ 'Y' is not a field of a reading; did you mean 'y'?",
        "x > y + §many ~ 'many' is not a field of a reading; fields are Arrival_Time, Creation_Time, Device, Index, Model, User, gt, x, y, z",
        "§Usr = 'a' ~ 'Usr' is not a field of a reading; did you mean 'User'?",
        "§`no such` = 1 ~ 'no such' is not a field of a reading; fields are Arrival_Time, Creation_Time, Device, Index, Model, User, gt, x, y, z",
        "§`x = 1 ~ the name that begins here has no closing `",
        "§user = 'a' ~ 'user' is not a field of a reading; did you mean 'User'?",
        "§abs(x) > 1 ~ there are no functions in conditions; found 'abs' and '('",
        "x * §gt > 1 ~ '*' takes numbers; gt is a string",
        "-§gt > 1 ~ '-' takes numbers; gt is a string",
        "x + (§y > 1) > 1 ~ '+' takes numbers; y > 1 is true or false",
        "x * 2§ ~ expected a comparison, BETWEEN, IN, IS or LIKE, found the end",
        "x * 2 §and x > 1 ~ expected a comparison, BETWEEN, IN, IS or LIKE, found 'and'",
        "x * §* 2 > 1 ~ expected a field or a literal, found '*'",
        "x > 1 §< 2 ~ expected AND, OR or the end, found '<'",
        "Index + 1 = §1.5 ~ 1.5 is no value for Index + 1, which holds whole numbers of 64 bits",
        "(x > 1) §< (y > 1) ~ true and false have no order; they compare with = and <>",
        "(x > 1) = §1 ~ x > 1 is true or false; '1' is neither",
        "x + §null > 1 ~ NULL is no operand; write is null after what may be absent",
        "case when x > 1 then 1 else §'a' end > 1 ~ the values of a case have one type; 1 is a number and 'a' is a string",
        "§case when x > 1 then null end is null ~ a case needs a value other than NULL",
        "case §x when 1 then 2 end > 1 ~ expected 'when', found 'x'",
        "case when x §then 2 end > 1 ~ expected a comparison, BETWEEN, IN, IS or LIKE, found 'then'",
        "case when x > 1 then 2§ ~ expected 'end', found the end",
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
        "x > 1 and§ ~ expected a field or a literal, found the end",
        "§and x > 1 ~ expected a field or a literal, found 'and'",
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
        .containsExactly(3, 6, 13, 16, 44, 57, 63);
  }

  @Test
  void aLongListIsSearchedByHash() throws Exception {
    String devices =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "'dev" + i + "'")
            .collect(Collectors.joining(", "));
    Condition<Reading> among = parse("Device in (" + devices + ")");
    Condition<Reading> notAmong = parse("not Device in (" + devices + ")");
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
    Condition<Reading> condition = onASmallStack(parse(chain));
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

    assertThat(onASmallStack(parse(nested)).test(WALK)).isFalse();
    assertThat(faults("(".repeat(most) + "x < 0" + ")".repeat(most))).isEmpty();
    assertThat(faults("(".repeat(20_000) + "x < 0"))
        .containsExactly(new Fault(most, "parentheses are nested more than 100 deep"));
    assertThat(faults("not (".repeat(20_000)))
        .containsExactly(new Fault(504, "parentheses are nested more than 100 deep"));
  }

  @Test
  void siblingParenthesesAreNotNested() throws Exception {
    String many = "(x < 0)" + " and (x < 0)".repeat(5_000);

    assertThat(onASmallStack(parse(many)).test(WALK)).isTrue();
  }

  @Test
  void anyNumberOfNotsIsAccepted() throws Exception {
    assertThat(parse("not ".repeat(20_000) + "x < 0").test(WALK)).isTrue();
    assertThat(parse("not ".repeat(20_001) + "x < 0").test(WALK)).isFalse();
  }

  @Test
  void theDepthOfOperationsIsBounded() throws Exception {
    int most = ConditionParser.MAX_DEPTH - 1;
    Condition<Reading> sum = onASmallStack(parse("x" + " + 1".repeat(most) + " > 0"));

    assertThat(sum.test(WALK)).isTrue();
    assertThat(faults("x" + " + 1".repeat(20_000) + " > 0"))
        .containsExactly(new Fault(0, "more than 300 operations are inside one another"));
    assertThat(faults("case when ".repeat(20_000)))
        .containsExactly(new Fault(1000, "cases are nested more than 100 deep"));
    assertThat(parse("- ".repeat(20_001) + "x > 0").test(WALK)).isTrue();
    assertThat(parse("x < 0 and" + " (x + 1) * 1 > 0 and".repeat(4_000) + " true").test(WALK))
        .isTrue();
  }

  @Test
  void aLongTextIsAcceptedAndAbbreviatedInMessages() throws Exception {
    String text = "it''s".repeat(100_000);
    Reading same = Readings.atMillis(1).user("it's".repeat(100_000)).build();

    assertThat(parse("User = '" + text + "'").test(same)).isTrue();
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

  private static Condition<Reading> parse(String text) throws ConditionException {
    return ConditionParser.parse(text, new ReadingFields(ActivitySchema.SCHEMA));
  }

  /** Serializes and reads a condition as a runner does, where the stack is small. */
  private static Condition<Reading> onASmallStack(Condition<Reading> condition) throws Exception {
    FutureTask<Condition<Reading>> copy =
        new FutureTask<>(() -> SerializableUtils.ensureSerializable(condition));
    Thread thread = new Thread(null, copy, "small stack", SMALL_STACK);
    thread.start();
    return copy.get();
  }

  private static int serializedSize(Condition<Reading> condition) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(condition);
    }
    return bytes.size();
  }

  private static List<Fault> faults(String text) {
    ConditionException refused = catchThrowableOfType(ConditionException.class, () -> parse(text));
    return refused == null ? List.of() : refused.faults();
  }
}
