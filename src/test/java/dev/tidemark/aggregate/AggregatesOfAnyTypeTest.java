package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.aggregate.function.Function;
import dev.tidemark.aggregate.function.Function.Count;
import dev.tidemark.aggregate.function.Function.CountDistinct;
import dev.tidemark.aggregate.function.Function.Distinct;
import dev.tidemark.aggregate.function.Function.Extreme;
import dev.tidemark.aggregate.function.Function.ExtremeBy;
import dev.tidemark.aggregate.function.Function.Side;
import dev.tidemark.aggregate.function.Function.Where;
import dev.tidemark.condition.ReadingFields;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Aggregates of instants and truth values, through the coder and merged in any order. */
class AggregatesOfAnyTypeTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.builder()
          .add("at", Field.Type.INSTANT)
          .add("ok", Field.Type.BOOLEAN)
          .add("seen", Field.Type.INSTANT)
          .require(List.of("at"))
          .build();

  private static final Field AT = SCHEMA.field("at");
  private static final Field OK = SCHEMA.field("ok");
  private static final Field SEEN = SCHEMA.field("seen");
  private static final EventTime TIME = new EventTime(AT, Duration.ZERO);

  /** The third has only its time. */
  private static final ReadingColumns READINGS = readings();

  private static ReadingColumns readings() {
    ReadingColumnsBuilder builder = new ReadingColumnsBuilder(SCHEMA, 4);
    String[] seen = {"10:00:02", "10:00:01", "", "10:00:02"};
    for (int i = 0; i < seen.length; i++) {
      builder.begin();
      builder.setWhole(AT.position(), nanos("10:00:0" + i));
      if (!seen[i].isEmpty()) {
        builder.setWhole(SEEN.position(), nanos(seen[i]));
        builder.setFlag(OK.position(), i > 0);
      }
      builder.end(0);
    }
    return builder.build();
  }

  private static long nanos(String time) {
    return Instant.parse("2026-01-01T" + time + "Z").getEpochSecond() * 1_000_000_000L;
  }

  @Test
  void instantsAndTruthValues() throws Exception {
    assertResult(new Count(SEEN), "3");
    assertResult(new Extreme(SEEN, Side.SMALLEST), "\"2026-01-01T10:00:01Z\"");
    assertResult(new Extreme(AT, Side.LARGEST), "\"2026-01-01T10:00:03Z\"");
    assertResult(new Extreme(OK, Side.SMALLEST), "false");
    assertResult(new Distinct(OK), "[false,true]");
    assertResult(new Distinct(SEEN), "[\"2026-01-01T10:00:02Z\",\"2026-01-01T10:00:01Z\"]");
    assertResult(new CountDistinct(SEEN), "2");
    assertResult(new CountDistinct(OK), "2");
    // The first and the last were seen last; the first of them counts.
    assertResult(new ExtremeBy(AT, SEEN, Side.LARGEST), "\"2026-01-01T10:00:00Z\"");
    assertResult(new ExtremeBy(OK, AT, Side.LARGEST), "true");
    assertResult(new ExtremeBy(SEEN, OK, Side.LARGEST), "\"2026-01-01T10:00:01Z\"");
    assertResult(where("ok", new Count(AT)), "2");
    assertResult(where("seen - at > 1", new Extreme(AT, Side.LARGEST)), "\"2026-01-01T10:00:00Z\"");
    assertResult(
        where("at >= '2026-01-01T10:00:01Z'", new Extreme(SEEN, Side.LARGEST)),
        "\"2026-01-01T10:00:02Z\"");
  }

  private static Function where(String condition, Function function) throws Exception {
    return new Where(function, ConditionParser.parse(condition, new ReadingFields(SCHEMA)));
  }

  private static void assertResult(Function function, String expected) throws IOException {
    AggregateColumn column = new AggregateColumn("r", function);
    for (int cut = 0; cut <= READINGS.size(); cut++) {
      Partial later = partial(column, READINGS.subList(cut, READINGS.size()));
      later.merge(partial(column, READINGS.subList(0, cut)));
      assertThat(ResultTexts.of(List.of(column), later)).isEqualTo("{\"r\":" + expected + "}");
    }
  }

  private static Partial partial(AggregateColumn column, List<Reading> readings)
      throws IOException {
    Partial partial = Partial.start(List.of(column));
    for (Reading reading : readings) {
      partial.add(reading.columns(), reading.row(), TIME);
    }
    return Partial.decode(partial.encode(), List.of(column), SCHEMA);
  }
}
