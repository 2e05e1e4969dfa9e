package dev.tidemark.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.condition.ReadingFields;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.elementwise.FieldMapping.NamedExpression;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.DerivedSchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.trace.ReadingId;
import dev.tidemark.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class FieldMappingTest {
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));

  private static final List<Reading> READINGS =
      List.of(
          Readings.atNanos(3_000_001).arrival(20).user("u").gt("walk").x(2).y(3).index(4).build(),
          Readings.atNanos(3_000_001).arrival(10).user("v").device("b").x(-1).clock(30).build(),
          Readings.atNanos(2_000_001).arrival(10).user("w").device("a").index(1).y(1).build());

  @Test
  void fieldsAreKeptRenamedAndComputed() throws Exception {
    DerivedSchema derived =
        mapping(
                ActivitySchema.SCHEMA,
                "who = User",
                "x = x",
                "area = x * y",
                "next = Index + 1",
                "walks = gt = 'walk'",
                "side = case when x > 0 then 'right' when x < 0 then 'left' end",
                "again = User")
            .derive(ActivitySchema.SCHEMA);

    assertThat(derived.schema().visibleFields())
        .extracting(field -> field.name() + " " + field.type())
        .containsExactly(
            "who TEXT",
            "x REAL",
            "area REAL",
            "next WHOLE",
            "walks BOOLEAN",
            "side TEXT",
            "again TEXT");
    assertThat(values(READINGS, "who = User", "area = x * y", "next = Index + 1"))
        .containsExactly("u 6.0 5", "v - -", "w - 2");
    assertThat(
            values(
                READINGS,
                "walks = gt = 'walk'",
                "side = case when x > 0 then 'right' when x < 0 then 'left' end",
                "came = Arrival_Time"))
        .containsExactly("true right 20", "- left 10", "- - 10");
  }

  @Test
  void timesAndNamesStayWithAReadingThatShowsNoneOfThem() throws Exception {
    FieldMapping mapping = mapping(ActivitySchema.SCHEMA, "Device = x", "half = x / 2");
    DerivedSchema derived = mapping.derive(ActivitySchema.SCHEMA);
    EventTime time = CREATION.of(derived.derived(ActivitySchema.CREATION_TIME));
    ReadingColumns mapped = mapping.map(ReadingColumns.of(READINGS), derived);

    assertThat(derived.schema().fieldNames()).containsExactly("Device", "half");
    assertThat(derived.schema().find("Creation_Time")).isEmpty();
    for (int row = 0; row < READINGS.size(); row++) {
      Reading before = READINGS.get(row);
      Reading after = mapped.get(row);
      assertThat(time.nanos(after)).isEqualTo(CREATION.nanos(before));
      assertThat(after.arrivalTime()).isEqualTo(before.arrivalTime());
      assertThat(after.clock()).isEqualTo(before.clock());
      assertThat(ReadingId.of(after).toString()).isEqualTo(ReadingId.of(before).toString());
      assertThat(
              ReadingId.parse(ReadingId.of(before).toString(), ActivitySchema.SCHEMA).orElseThrow())
          .matches(id -> id.sees(after));
    }
    assertThat(order(mapped, time.order())).isEqualTo(order(READINGS, CREATION.order()));
  }

  @Test
  void aMappedReadingIsExplainedAsOne() throws Exception {
    TraceEvent read = new TraceEvent.Event("Read", READINGS.get(0), "f, byte 0");
    TraceEvent counted = new TraceEvent.Event("Count", mapped(READINGS.get(0)), "window 1");
    assertThat(explained(counted, read))
        .containsExactly("u/phone/4", "  Read   f, byte 0", "  Count  window 1");

    Reading other = Readings.atNanos(9).user("u").index(4).build();
    assertThat(explained(counted, read, new TraceEvent.Event("Read", other, "f, byte 9")))
        .filteredOn(line -> line.startsWith("u/"))
        .containsExactlyInAnyOrder(
            "u/phone/4 with double",
            "u/phone/4 with " + String.join(", ", ActivitySchema.SCHEMA.fieldNames()),
            "u/phone/4 with " + String.join(", ", ActivitySchema.SCHEMA.fieldNames()));
  }

  private static Reading mapped(Reading reading) throws Exception {
    FieldMapping mapping = mapping(ActivitySchema.SCHEMA, "double = x * 2");
    return mapping
        .map(ReadingColumns.of(List.of(reading)), mapping.derive(ActivitySchema.SCHEMA))
        .get(0);
  }

  private static List<String> explained(TraceEvent... events) {
    Trace trace = new Trace(ReadingId.of(READINGS.get(0)), List.of("Read", "Count"));
    List.of(events).forEach(trace::add);
    return trace.lines();
  }

  @Test
  void mappedReadingsSurviveTheCoder() throws Exception {
    FieldMapping mapping =
        mapping(ActivitySchema.SCHEMA, "a = gt", "b = x > 0", "c = Arrival_Time");
    DerivedSchema derived = mapping.derive(ActivitySchema.SCHEMA);
    ReadingBatch batch = ReadingBatch.of(mapping.map(ReadingColumns.of(READINGS), derived));
    ReadingBatchCoder coder = ReadingBatchCoder.of(derived.schema());

    assertThat(
            CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, batch))
                .readings())
        .isEqualTo(batch.readings());
  }

  @Test
  void aMappingMayFollowAnother() throws Exception {
    FieldMapping first = mapping(ActivitySchema.SCHEMA, "User = Device", "y = x * 2");
    DerivedSchema between = first.derive(ActivitySchema.SCHEMA);
    FieldMapping second = mapping(between.schema(), "z = y + 1", "who = User");
    DerivedSchema last = second.derive(between.schema());
    ReadingColumns mapped = second.map(first.map(ReadingColumns.of(READINGS), between), last);

    assertThat(mapped.get(0).value(last.schema().field("z")).map(Object::toString)).contains("5.0");
    assertThat(ReadingId.of(mapped.get(0)).toString()).isEqualTo("u/phone/4");
    Field time = last.derived(between.derived(ActivitySchema.CREATION_TIME));
    assertThat(CREATION.of(time).nanos(mapped.get(0))).isEqualTo(3_000_001);
    assertThat(last.source(last.schema().field("who")).flatMap(between::source))
        .contains(ActivitySchema.DEVICE);
    assertThat(last.source(last.schema().field("z"))).isEmpty();
  }

  @Test
  void aKeyHasOneNameBeforeAndAfterIt() throws Exception {
    ReadingSchema schema =
        mapping(ActivitySchema.SCHEMA, "Device = User", "who = Device")
            .derive(ActivitySchema.SCHEMA)
            .schema();

    assertThat(Buckets.nameOf(schema.visibleFields()))
        .isEqualTo(Buckets.nameOf(List.of(ActivitySchema.USER, ActivitySchema.DEVICE)));
  }

  @Test
  void noReadingsAreMappedWhateverTheirSchema() throws Exception {
    FieldMapping mapping = mapping(ActivitySchema.SCHEMA, "a = x");
    DerivedSchema derived = mapping.derive(ActivitySchema.SCHEMA);

    assertThat(mapping.map(ReadingColumns.NONE, derived)).isEmpty();
  }

  private static List<String> values(List<Reading> readings, String... fields) throws Exception {
    FieldMapping mapping = mapping(ActivitySchema.SCHEMA, fields);
    DerivedSchema derived = mapping.derive(ActivitySchema.SCHEMA);
    List<String> rows = new ArrayList<>();
    for (Reading reading : mapping.map(ReadingColumns.of(readings), derived)) {
      rows.add(
          String.join(
              " ",
              derived.schema().visibleFields().stream()
                  .map(reading::value)
                  .map((Optional<Comparable<?>> value) -> value.map(Object::toString).orElse("-"))
                  .toList()));
    }
    return rows;
  }

  private static FieldMapping mapping(ReadingSchema schema, String... fields) throws Exception {
    List<NamedExpression> expressions = new ArrayList<>();
    for (String field : fields) {
      String[] parts = field.split(" = ", 2);
      expressions.add(
          new NamedExpression(
              parts[0], ConditionParser.expression(parts[1], new ReadingFields(schema))));
    }
    return new FieldMapping(expressions);
  }

  /** The rows in an order. */
  private static List<Integer> order(List<Reading> readings, Comparator<Reading> order) {
    List<Integer> rows = new ArrayList<>(List.of(0, 1, 2));
    rows.sort((a, b) -> order.compare(readings.get(a), readings.get(b)));
    return rows;
  }
}
