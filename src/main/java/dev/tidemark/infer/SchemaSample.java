package dev.tidemark.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.format.FileHead;
import dev.tidemark.format.LineScanner;
import dev.tidemark.format.Quoting;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of sampled lines, in the order in which they were seen first. Files whose names end in
 * {@code .csv} are CSV with a header, all others JSON lines.
 */
public final class SchemaSample {
  /** Fields that lie deeper are left out, with the object that holds them. */
  private static final int MAX_DEPTH = 10;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern CSV = Pattern.compile(".*\\.csv(\\.[a-z0-9]+)?");

  private final Map<List<String>, FieldSample> fields = new LinkedHashMap<>();
  private long objects;
  private long others;

  /** The first file of each delimiter. */
  private final Map<Character, String> delimiters = new LinkedHashMap<>();

  /**
   * Samples the first lines of some of the files: the first and the last, and others between.
   *
   * @param lines how many of each file
   * @param files how many at most
   * @throws UnreadableInputException if a file cannot be read
   */
  public static SchemaSample of(List<InputFile> all, long lines, int files)
      throws UnreadableInputException {
    SchemaSample sample = new SchemaSample();
    int count = Math.min(files, all.size());
    for (int i = 0; i < count; i++) {
      int chosen = count == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (count - 1));
      sample.addFile(all.get(chosen), lines);
    }
    return sample;
  }

  private void addFile(InputFile file, long most) throws UnreadableInputException {
    boolean isCsv = CSV.matcher(file.name()).matches();
    try {
      Optional<FileHead.HeadLine> header =
          isCsv
              ? FileLines.head(file.name(), Optional.of(CsvSample.quoting(','))).read()
              : Optional.empty();
      Optional<CsvSample> csv = header.flatMap(line -> CsvSample.of(line.text()));
      if (csv.isPresent()) {
        delimiters.putIfAbsent(csv.get().delimiter(), file.name());
      }
      addLines(file, csv, header.map(FileHead.HeadLine::offset), most);
    } catch (IOException e) {
      throw new UnreadableInputException(file.name(), e);
    }
  }

  private void addLines(InputFile file, Optional<CsvSample> csv, Optional<Long> header, long most)
      throws IOException {
    Optional<Quoting> quoting = csv.map(sample -> CsvSample.quoting(sample.delimiter()));
    try (LineScanner lines =
        FileLines.from(file.name(), file.compressed(), 0, Long.MAX_VALUE, quoting)) {
      long left = most;
      while (left > 0 && lines.next()) {
        if (!lines.isBlank() && !header.equals(Optional.of(lines.offset()))) {
          addLine(lines, csv);
          left--;
        }
      }
    }
  }

  private void addLine(LineScanner line, Optional<CsvSample> csv) {
    Optional<JsonNode> object =
        csv.isPresent() ? csv.get().object(text(line)) : json(line).filter(JsonNode::isObject);
    object.ifPresentOrElse(this::add, () -> others++);
  }

  private static Optional<JsonNode> json(LineScanner line) {
    try {
      return Optional.ofNullable(JSON.readTree(line.array(), line.start(), line.length()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(LineScanner line) {
    return new String(line.array(), line.start(), line.length(), UTF_8);
  }

  /** Adds a reading. */
  void add(JsonNode object) {
    objects++;
    addFields(List.of(), object);
  }

  private void addFields(List<String> path, JsonNode object) {
    object
        .fields()
        .forEachRemaining(
            field -> {
              List<String> inside =
                  Stream.concat(path.stream(), Stream.of(field.getKey())).toList();
              JsonNode value = field.getValue();
              if (value.isObject() && !value.isEmpty() && inside.size() < MAX_DEPTH) {
                addFields(inside, value);
              } else {
                fields.computeIfAbsent(inside, FieldSample::new).add(value);
              }
            });
  }

  /** How many lines were readings: JSON objects, or CSV records. */
  public long objects() {
    return objects;
  }

  /** How many lines were not. */
  long others() {
    return others;
  }

  /** Whether any of the files is CSV, where any value is a text. */
  boolean hasCsv() {
    return !delimiters.isEmpty();
  }

  /** What stands between the values of CSV, with the first file that has it, as they were seen. */
  Map<Character, String> delimiters() {
    return Collections.unmodifiableMap(delimiters);
  }

  Collection<FieldSample> fields() {
    return new ArrayList<>(fields.values());
  }
}
