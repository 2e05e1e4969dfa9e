package dev.tidemark.source.files;

import static dev.tidemark.testing.Readings.ACTIVITY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.trace.TracedReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Whatever a file contains, every line is a reading or is kept unchanged as malformed. */
class MangledLinesTest {
  /** Rows of the HHAR data set (CC BY 4.0), numbers as the source wrote them. */
  private static final String ROWS =
      """
      {"Arrival_Time":1424686735175,"Creation_Time":1424686733176178965,"Device":"nexus4_1",\
      "Index":35,"Model":"nexus4","User":"g","gt":"stand","x":0.0014038086,"y":5.0354E-4,\
      "z":-0.0124053955}
      {"Arrival_Time":1424686735378,"Creation_Time":1424686733382813486,"Device":"nexus4_1",\
      "Index":76,"Model":"nexus4","User":"g","gt":"stand","x":-0.0039367676,"y":0.026138306,\
      "z":-0.01133728}
      {"Arrival_Time":1424696638740,"Creation_Time":27920678471000,"Device":"gear_1","Index":0,\
      "Model":"gear","User":"a","gt":"null","x":-0.5650316,"y":-9.572019,"z":-0.61411273}
      """;

  private static final byte[] TELLING = "\"\"{}[]:,\\\r\n\n0e-.nu\u0000".getBytes(US_ASCII);

  private static Path file;

  @BeforeContainer
  static void openFileSystems() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    file = Files.createTempFile("mangled", ".json");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 500)
  void recordCountsBalance(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int changes)
      throws IOException {
    byte[] bytes = mangled(new Random(seed), changes);
    Files.write(file, bytes);
    List<ReadingBatch> batches = new ArrayList<>();
    ReadFiles.ParseFn parse = new ReadFiles.ParseFn(ACTIVITY, "read", TracedReading.NOBODY);
    parse.startBundle();
    for (FileRange range : FileRange.whole(file.toString(), bytes.length, false, true).split(400)) {
      parse.parse(range, new CollectedBatches(batches));
    }
    parse.rest().ifPresent(batches::add);
    RecordCounts counts = RecordCounts.EMPTY;
    long accepted = 0;
    List<MalformedLine> malformed = new ArrayList<>();
    for (ReadingBatch batch : batches) {
      counts = counts.plus(batch.sideOutput().counts());
      accepted += batch.readings().size();
      batch.sideOutput().deadLetters().forEach(letter -> malformed.add((MalformedLine) letter));
    }
    assertThat(counts.total(Outcome.READ)).isEqualTo(countNonBlankLines(bytes));
    assertThat(counts.total(Outcome.ACCEPTED)).isEqualTo(accepted);
    assertThat(counts.total(Outcome.MALFORMED)).isEqualTo(malformed.size());
    assertThat(accepted + malformed.size()).isEqualTo(counts.total(Outcome.READ));
    malformed.forEach(line -> assertStandsInFile(line, bytes));
  }

  private static void assertStandsInFile(MalformedLine line, byte[] bytes) {
    byte[] text =
        line.base64() ? Base64.getDecoder().decode(line.text()) : line.text().getBytes(UTF_8);
    int offset = Math.toIntExact(line.offset());
    assertThat(Arrays.copyOfRange(bytes, offset, offset + text.length)).isEqualTo(text);
  }

  private static long countNonBlankLines(byte[] bytes) {
    // No byte of the mangled rows is a byte-order mark; ISO 8859-1 keeps every byte apart.
    String text = new String(bytes, ISO_8859_1);
    return Arrays.stream(text.split("\n", -1))
        .filter(line -> !line.replaceAll("[ \t\r]", "").isEmpty())
        .count();
  }

  /** Rows with bytes overwritten, taken out, put in or moved about. */
  private static byte[] mangled(Random random, int changes) {
    byte[] bytes = ROWS.getBytes(US_ASCII);
    for (int change = 0; change < changes && bytes.length > 1; change++) {
      int at = random.nextInt(bytes.length);
      int until = Math.min(bytes.length, at + 1 + random.nextInt(8));
      byte[] part =
          switch (random.nextInt(4)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> new byte[] {TELLING[random.nextInt(TELLING.length)]};
            case 2 -> new byte[0];
            default -> Arrays.copyOfRange(bytes, at / 2, at);
          };
      bytes = splice(bytes, at, random.nextBoolean() ? until : at, part);
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] part) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + part.length);
    System.arraycopy(part, 0, result, from, part.length);
    System.arraycopy(bytes, to, result, from + part.length, bytes.length - to);
    return result;
  }
}
