package dev.tidemark.report.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fields of rows are taken for, by their names and values. */
class RowShapeTest {
  private static final String AT = "2026-01-01T00:00:0%d.500Z";

  @ParameterizedTest
  @CsvSource({
    "window_start, window_end",
    "began, ended",
    "valid_from, valid_to",
    "first_seen, last_seen",
    "session_begin_at, session_end_at"
  })
  void aStartAndItsEndMakeABar(String start, String end) throws JsonProcessingException {
    RowShape shape = shape("{'%s':'%s','%s':'%s'}".formatted(end, AT, start, AT));

    assertThat(shape.start()).contains(start);
    assertThat(shape.end()).contains(end);
    assertThat(shape.at()).isEmpty();
  }

  @Test
  void otherInstantsMakeAMarkAtTheLast() throws JsonProcessingException {
    RowShape shape = shape("{'session_start':'%s','triggered_at':'%s'}".formatted(AT, AT));

    assertThat(shape.start()).isEmpty();
    assertThat(shape.at()).contains("triggered_at");
    assertThat(shape.isTimed()).isTrue();
  }

  @Test
  void textsNumbersAndListsAreToldApart() throws JsonProcessingException {
    RowShape shape =
        shape(
            "{'mean':0.5,'User':null,'Model':'m','count':3,'acts':['a'],'pane':{'index':0}}",
            "{'mean':null,'User':'u','Model':'m','count':4,'acts':['b',null],'extra':{'x':1}}");

    assertThat(shape.columns())
        .containsExactly("mean", "User", "Model", "count", "acts", "pane", "extra");
    assertThat(shape.lane()).contains("User");
    assertThat(shape.value()).as("a count before other numbers").contains("count");
    assertThat(shape.kind()).as("a list before a second text").contains("acts");
    assertThat(shape.hasPanes()).isFalse();
    assertThat(shape("{'pane':{'index':0,'timing':'EARLY'}}").hasPanes()).isTrue();
    assertThat(shape("{'User':'u','Model':'m'}").kind()).contains("Model");
  }

  @Test
  void aFieldOfSeveralTypesIsNone() throws JsonProcessingException {
    RowShape shape = shape("{'a':'text','b':1}", "{'a':5,'b':'" + AT + "'}");

    assertThat(shape.lane()).isEmpty();
    assertThat(shape.value()).isEmpty();
    assertThat(shape.isTimed()).isFalse();
  }

  @Test
  void aRowIsReadByItsShape() throws JsonProcessingException {
    JsonNode row =
        json(
            "{'User':'u','window_start':'2026-01-01T00:00:01.500Z',"
                + "'window_end':'2026-01-01T00:00:03Z','count':7,'gt':{'sit':2,'walk':5},"
                + "'pane':{'index':3,'timing':'LATE'}}");
    RowShape shape = RowShape.of(List.of(row));

    assertThat(shape.read(row))
        .contains(
            new ResultRow(
                "u", 1_767_225_601_500L, 1_767_225_603_000L, List.of("sit", "walk"), 7, "LATE", 3));
    assertThat(shape.read(json("{'User':'u'}"))).as("without a time").isEmpty();
    assertThat(
            shape.read(
                json(
                    "{'window_start':'2026-01-01T00:00:05Z',"
                        + "'window_end':'2026-01-01T00:00:03Z'}")))
        .as("a span that ends before it begins")
        .map(ResultRow::spanMs)
        .contains(0L);
  }

  @Test
  void anEmptyTextIsNeitherAbsentNorTheWholeSink() throws JsonProcessingException {
    RowShape shape = shape("{'User':'','acts':['','sit']}");

    ResultRow empty = shape.read(json("{'User':'','acts':['','sit']}")).orElseThrow();
    assertThat(empty.lane()).isEqualTo("(empty)");
    assertThat(empty.kinds()).containsExactly("(empty)", "sit");
    assertThat(shape.read(json("{'User':null}")).orElseThrow().lane()).isEqualTo("\u2013");
    assertThat(shape("{'count':1}").read(json("{'count':1}")).orElseThrow().lane()).isEmpty();
  }

  @Test
  void latestRowsReplaceOthers() {
    ResultRow early = row("a", 0, 10, 1, 0);
    ResultRow late = row("a", 0, 10, 5, 1);
    ResultRow other = row("b", 0, 10, 2, 0);
    ResultRow inner = row("a", 20, 25, 1, 0);
    ResultRow outer = row("a", 20, 30, 2, 0);
    ResultRow overlapping = row("a", 28, 40, 2, 0);

    assertThat(LatestRows.of(List.of(late, early, other), true)).containsExactly(late, other);
    assertThat(LatestRows.of(List.of(inner, outer, overlapping, late, early), true))
        .containsExactly(late, outer, overlapping);
    assertThat(LatestRows.of(List.of(early, late, inner), false))
        .containsExactly(early, late, inner);
    assertThat(LatestRows.of(List.of(row("a", 0, 10, 1, 0), row("a", 5, 15, 1, 0)), true))
        .as("windows of one length overlap and stay")
        .hasSize(2);
  }

  private static ResultRow row(String lane, long start, long end, double value, long pane) {
    return new ResultRow(lane, start, end, List.of(), value, "", pane);
  }

  private static RowShape shape(String... rows) throws JsonProcessingException {
    List<JsonNode> parsed = new ArrayList<>();
    for (String row : rows) {
      parsed.add(json(row.replace("%d", "1")));
    }
    return RowShape.of(parsed);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }
}
