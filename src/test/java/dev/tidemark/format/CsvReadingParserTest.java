package dev.tidemark.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.trace.ReadTracer;
import dev.tidemark.trace.TracedReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvReadingParserTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.builder()
          .add("at", Field.Type.INSTANT)
          .add("came", Field.Type.WHOLE, Field.Unit.MILLIS)
          .add("sensor", Field.Type.TEXT, Field.Unit.NONE, List.of("device", "id"))
          .add("value", Field.Type.REAL)
          .add("ok", Field.Type.BOOLEAN)
          .add("note", Field.Type.TEXT)
          .require(List.of("at", "sensor", "came"))
          .arrival("came")
          .build();

  private static final String HEADER = "note,value,at,extra,device.id,ok,came\n";

  private final List<Reading> readings = new ArrayList<>();
  private final List<MalformedLine> malformed = new ArrayList<>();

  @Example
  void valuesAreFoundByTheHeaderAndEmptyOnesAreAbsent() throws IOException {
    read(
        HEADER
            + "hot,1.5,2026-03-01T00:00:00.25Z,?,s1,TRUE,1772323200300\r\n"
            + ",,2026-03-01T01:00:00+01:00,,s1,,-7\n");

    assertThat(malformed).isEmpty();
    Reading first = readings.get(0);
    assertThat(first.whole(SCHEMA.field("at"))).isEqualTo(1_772_323_200_250_000_000L);
    assertThat(first.arrivalTime()).isEqualTo(1_772_323_200_300L);
    assertThat(first.text(SCHEMA.field("sensor"))).contains("s1");
    assertThat(first.real(SCHEMA.field("value"))).isEqualTo(1.5);
    assertThat(first.value(SCHEMA.field("ok"))).contains(true);
    Reading second = readings.get(1);
    assertThat(second.whole(SCHEMA.field("at"))).isEqualTo(1_772_323_200_000_000_000L);
    for (String absent : List.of("value", "ok", "note")) {
      assertThat(second.has(SCHEMA.field(absent))).as(absent).isFalse();
    }
  }

  @Example
  void whatIsWrongIsReportedWithItsPlace() throws IOException {
    List<String> records =
        List.of(
            "n,1,2026-03-01T00:00:00Z,,s1,true",
            "n,1.5x,2026-03-01T00:00:00Z,,s1,true,1",
            "n,1e999,2026-03-01T00:00:00Z,,s1,true,1",
            "n,1,2026-02-30T00:00:00Z,,s1,true,1",
            "n,1,2026-03-01T00:00:00Z,,,true,1",
            "n,1,2026-03-01T00:00:00Z,,s1,yes,1",
            "n,1,2026-03-01T00:00:00Z,,s1,true,1.5",
            "n,1,2026-03-01T00:00:00Z,,s1,true,99999999999999999999",
            "n,1,2026-03-01T00:00:00Z,,s1,true,9999999999999999",
            "\"n\"x,1,2026-03-01T00:00:00Z,,s1,true,1",
            "\"n,1,2026-03-01T00:00:00Z,,s1,true,1");
    read(HEADER + String.join("\n", records) + "\nn,1,2026-03-01T00:00:00Z,,s1,true,1\n");

    assertThat(malformed.stream().map(line -> line.reason().label() + ": " + line.error()))
        .containsExactly(
            "malformed_csv: the record has 6 values, not 7",
            "wrong_type: value must be a number",
            "out_of_range: value does not fit a double",
            "wrong_type: at must be a date and a time with a time zone, as in"
                + " 2026-01-31T23:59:59.5Z",
            "missing_field: sensor (device.id) is missing",
            "wrong_type: ok must be true or false",
            "wrong_type: came must be a whole number",
            "out_of_range: came does not fit 64 bits",
            "out_of_range: came is beyond the years 1677 to 2262",
            "malformed_csv: a quoted value goes on after its quote",
            "malformed_csv: a quote is not closed");
    assertThat(malformed.stream().map(MalformedLine::text)).containsExactlyElementsOf(records);
    assertThat(malformed.get(0).offset()).isEqualTo(HEADER.length());
    assertThat(readings).hasSize(1);
  }

  @Example
  void aHeaderMustFitTheSchema() {
    assertThatThrownBy(() -> read("at,value,came\n"))
        .hasMessage(
            "its header has no column 'device.id', which the schema requires; columns are at,"
                + " value, came");
    assertThatThrownBy(() -> read("at,device.id,at,came\n"))
        .hasMessage("its header has the column 'at' twice");
  }

  @Example
  void columnsThatAreNotReadMayHaveOneName() throws IOException {
    read("at,device.id,came,,\n2026-03-01T00:00:00Z,s1,1,x,y\n");

    assertThat(readings).hasSize(1);
  }

  /** RFC 4180: quotes stand around a whole value; elsewhere they are text, and join no records. */
  @Property(tries = 30)
  void aQuoteInsideAValueOpensNothing(@ForAll("buffers") int buffer) throws IOException {
    read(
        """
        note,at,device.id,came
        5" pipe,2026-03-01T00:00:00Z,s1,1
        6" pipe,2026-03-01T00:00:00Z,s2,2
        a""b,2026-03-01T00:00:00Z,s3,3
        "","2026-03-01T00:00:00Z",s4,4
        "",2026-03-01T00:00:00Z,s"5,5
        "a\n,""b",2026-03-01T00:00:00Z,s6,6
        "x"y",2026-03-01T00:00:00Z,s7,7
        "x"y"",2026-03-01T00:00:00Z,s8,8
        z,2026-03-01T00:00:00Z,s9,9
        """,
        CsvDialect.USUAL,
        buffer);

    Field note = SCHEMA.field("note");
    assertThat(
            readings.stream()
                .map(it -> it.text(SCHEMA.field("sensor")).get() + " " + it.text(note).orElse("-")))
        .containsExactly(
            "s1 5\" pipe", "s2 6\" pipe", "s3 a\"\"b", "s4 -", "s\"5 -", "s6 a\n,\"b", "s9 z");
    assertThat(malformed.stream().map(MalformedLine::error))
        .containsExactly(
            "a quoted value goes on after its quote", "a quoted value goes on after its quote");
  }

  @Example
  void aLineDoesNotEndWithACarriageReturnAlone() throws IOException {
    read(
        "note,at,device.id,came\n"
            + "\"a\rb\",2026-03-01T00:00:00Z,s1,1\n"
            + "\"a\",2026-03-01T00:00:00Z,s1,1\rb,2026-03-01T00:00:00Z,s1,1\n"
            + "a,2026-03-01T00:00:00Z,s1,1\rb,2026-03-01T00:00:00Z,s1,1\n");

    assertThat(readings.stream().map(it -> it.text(SCHEMA.field("note"))))
        .containsExactly(Optional.of("a\rb"));
    assertThat(malformed.stream().map(MalformedLine::error))
        .hasSize(2)
        .containsOnly("a carriage return outside of quotes; lines end with LF or CR LF");
    assertThatThrownBy(() -> read("note,at,device.id,came\ra,2026-03-01T00:00:00Z,s1,1\r"))
        .hasMessage(
            "its header is not CSV: a carriage return outside of quotes; lines end with LF or CR"
                + " LF");
  }

  @Example
  void columnsMayBeNamedInsteadOfAHeader() throws IOException {
    CsvDialect dialect = new CsvDialect(';', '\'', List.of("device.id", "at", "note", "came"));
    read("s1;2026-03-01T00:00:00Z;'a;''b';0\n", dialect);

    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).text(SCHEMA.field("note"))).contains("a;'b");
  }

  /** A quoted line break is part of its value, wherever buffers end. */
  @Property(tries = 300)
  void whatAWriterWritesIsReadAgain(
      @ForAll("notes") List<String> notes, @ForAll("buffers") int buffer) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("at", "note", "device.id", "came");
      notes.forEach(note -> csv.writeRecord("2026-03-01T00:00:00Z", note, "s", "1"));
    }
    read(text.toString(), CsvDialect.USUAL, buffer);

    assertThat(malformed).isEmpty();
    assertThat(readings.stream().map(reading -> reading.text(SCHEMA.field("note")).orElse("")))
        .containsExactlyElementsOf(notes);
  }

  @Provide
  Arbitrary<List<String>> notes() {
    return Arbitraries.strings()
        .withChars('a', 'é', ',', '"', '\n', ' ')
        .ofMaxLength(12)
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<Integer> buffers() {
    return Arbitraries.integers().between(16, 64);
  }

  private void read(String text) throws IOException {
    read(text, CsvDialect.USUAL);
  }

  private void read(String text, CsvDialect dialect) throws IOException {
    read(text, dialect, LineScanner.MAX_BUFFER);
  }

  private void read(String text, CsvDialect dialect, int buffer) throws IOException {
    readings.clear();
    malformed.clear();
    ReadingFormat format = new ReadingFormat.Csv(SCHEMA, dialect);
    try (LineScanner lines = lines(text, format, buffer)) {
      LineParser parser =
          new LineParser(
              "f.csv",
              "byte",
              new ReadTracer(TracedReading.NOBODY, "read"),
              format.parser(() -> head(text, format)));
      while (lines.next()) {
        parser.parse(lines, new Target());
      }
    }
  }

  private static Optional<FileHead.HeadLine> head(String text, ReadingFormat format)
      throws IOException {
    try (LineScanner lines = lines(text, format, LineScanner.MAX_BUFFER)) {
      return lines.next()
          ? Optional.of(
              new FileHead.HeadLine(lines.offset(), new String(lines.copyOfLine(), UTF_8)))
          : Optional.empty();
    }
  }

  private static LineScanner lines(String text, ReadingFormat format, int buffer)
      throws IOException {
    return new LineScanner(
        Channels.newChannel(new ByteArrayInputStream(text.getBytes(UTF_8))),
        0,
        Long.MAX_VALUE,
        buffer,
        format.quoting());
  }

  private final class Target implements LineTarget {
    @Override
    public void add(Reading reading) {
      readings.add(reading);
    }

    @Override
    public void add(MalformedLine line) {
      malformed.add(line);
    }
  }
}
