package dev.tidemark.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.condition.parser.ConditionException;
import dev.tidemark.condition.parser.ConditionException.Fault;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on readings of a declared schema: times, truth values, names that are keywords. */
class AnySchemaTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.builder()
          .add("at", Field.Type.INSTANT)
          .add("came", Field.Type.WHOLE, Unit.MILLIS)
          .add("sent", Field.Type.WHOLE, Unit.SECONDS)
          .add("gone", Field.Type.INSTANT)
          .add("ok", Field.Type.BOOLEAN)
          .add("spare", Field.Type.BOOLEAN)
          .add("end", Field.Type.TEXT)
          .add("case", Field.Type.REAL)
          .build();

  /** At noon; came 1.5 s later; sent at noon; ok; neither gone nor spare. */
  private static final Reading READING = reading();

  private static Reading reading() {
    Instant noon = Instant.parse("2026-02-03T12:00:00Z");
    ReadingColumnsBuilder builder = new ReadingColumnsBuilder(SCHEMA, 1);
    builder.begin();
    builder.setWhole(0, noon.getEpochSecond() * 1_000_000_000L);
    builder.setWhole(1, noon.toEpochMilli() + 1500);
    builder.setWhole(2, noon.getEpochSecond());
    builder.setFlag(4, true);
    builder.setText(6, "left");
    builder.setReal(7, 2.5);
    builder.end(0);
    return builder.last();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "at = '2026-02-03T12:00:00Z' | true",
        "at = '2026-02-03T13:00:00+01:00' | true",
        "at < '2026-02-03T12:00:00.000000001Z' | true",
        "at between '2026-02-03T11:59:59Z' and '2026-02-03T12:00:00Z' | true",
        "at in ('2026-02-03T12:00:00Z') | true",
        "came = '2026-02-03T12:00:01.500Z' | true",
        "came > '2026-02-03T12:00:00Z' | true",
        "sent = '2026-02-03T12:00:00Z' | true",
        "came = 1770120001500 | true",
        "came > at | true",
        "at = sent and sent = at | true",
        "came > sent | true",
        "came - at = 1.5 | true",
        "at - came = -1.5 | true",
        "came - sent = 1.5 | true",
        "came - came = 0 | true",
        "at - at = 0 | true",
        "came + 1 - came = 1 | true",
        "at < gone or at >= gone | false",
        "gone - at is null | true",
        "ok | true",
        "not ok | false",
        "ok = true and ok <> false | true",
        "spare or not spare | false",
        "spare is null and (spare = ok) is null | true",
        "ok = (came > at) | true",
        "end = 'left' | true",
        "case when ok then end else 'x' end = 'left' | true",
        "`case` = 2.5 | true",
        "case when `case` > 2 then at else gone end = at | true",
      })
  void holds(String text, boolean expected) throws Exception {
    assertThat(ConditionParser.parse(text, new ReadingFields(SCHEMA)).test(READING))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "at > §'yesterday' ~ at is a time; 'yesterday' is not: times are written as '2015-02-23T13:03:51Z'",
        "at > §'2026-02-03' ~ at is a time; '2026-02-03' is not: times are written as '2015-02-23T13:03:51Z'",
        "at > §17 ~ at is a time; '17' is not: times are written as '2015-02-23T13:03:51Z'",
        "came > §'soon' ~ came is a time; 'soon' is not: times are written as '2015-02-23T13:03:51Z'",
        "came > §'2026-02-03T12:00:00.0001Z' ~ came counts whole ms; '2026-02-03T12:00:00.0001Z' lies between two",
        "§at + 1 > 2 ~ '+' takes numbers; at is a time",
        "at > §`case` ~ at is a time and case is a number; they cannot be compared",
        "ok = §'yes' ~ ok is true or false; 'yes' is neither",
        "ok §> spare ~ true and false have no order; they compare with = and <>",
        "end§ ~ expected a comparison, BETWEEN, IN, IS or LIKE, found the end",
      })
  void reportsWhatIsWrongAndWhere(String marked, String message) {
    ConditionException refused =
        catchThrowableOfType(
            ConditionException.class,
            () -> ConditionParser.parse(marked.replace("§", ""), new ReadingFields(SCHEMA)));
    int offset = marked.indexOf('§');
    assertThat(refused.faults()).containsExactly(new Fault(offset, message));
  }

  @Test
  void aTimeOutOfTheRangeOfNanosecondsIsAbsent() throws Exception {
    ReadingColumnsBuilder builder = new ReadingColumnsBuilder(SCHEMA, 1);
    builder.begin();
    builder.setWhole(0, 0);
    builder.setWhole(2, Long.MAX_VALUE / 10);
    builder.end(0);

    assertThat(
            ConditionParser.parse("at < sent or at >= sent", new ReadingFields(SCHEMA))
                .test(builder.last()))
        .isFalse();
  }
}
