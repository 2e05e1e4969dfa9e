package dev.tidemark.report.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tidemark.format.FileCompression;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows in the files of a sink, as JSON objects: as many from each file, so that no key or time
 * is left out because of where its rows lie.
 */
record RowFiles(Directory directory, List<String> files) {
  /** What is read of a sink at most. */
  private static final int MOST_ROWS = 200_000;

  private static final long MOST_BYTES = 64_000_000;

  static RowFiles in(Directory sink) throws IOException {
    return new RowFiles(sink, sink.files(ResultFiles::areRows));
  }

  /** Why the rows cannot be read, if they cannot. */
  Optional<String> unread() {
    return files.stream()
        .filter(file -> !isJson(file) && !isCsv(file))
        .findFirst()
        .map(file -> file + " is neither JSON lines nor CSV; only these are read for this page");
  }

  /**
   * Passes rows on until there are enough. A file that cannot be read to its end, as one that is
   * still being written, gives the rows before that.
   *
   * @param counted rows by the run's own count
   */
  RowsFound read(long counted, Consumer<JsonNode> rows) {
    long read = 0;
    boolean areAll = true;
    Optional<String> broken = Optional.empty();
    for (int i = 0; i < files.size(); i++) {
      String file = files.get(i);
      // What earlier files had too few of goes to those that follow.
      Quota quota = new Quota((MOST_ROWS - read) / (files.size() - i), MOST_BYTES / files.size());
      try (InputStream in = new Counted(open(file), quota)) {
        areAll &= isCsv(file) ? readCsv(in, quota, rows) : readJson(in, quota, rows);
      } catch (IOException | UncheckedIOException | CsvParseException e) {
        broken = broken.or(() -> Optional.of(file));
      }
      read += quota.rows;
    }
    return new RowsFound(counted, read, areAll, broken);
  }

  private InputStream open(String file) throws IOException {
    return Channels.newInputStream(FileCompression.of(file).decompress(directory.open(file)));
  }

  /** Returns whether there were no more rows than may be read; so does the other. */
  private static boolean readJson(InputStream in, Quota quota, Consumer<JsonNode> rows)
      throws IOException {
    try (MappingIterator<JsonNode> all = Json.MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (all.hasNextValue()) {
        if (!quota.isLeft()) {
          return false;
        }
        rows.accept(all.nextValue());
        quota.rows++;
      }
      return true;
    }
  }

  private static boolean readCsv(InputStream in, Quota quota, Consumer<JsonNode> rows)
      throws IOException {
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
    try (CsvReader<NamedCsvRecord> all = CsvReader.builder().ofNamedCsvRecord(text)) {
      for (NamedCsvRecord row : all) {
        if (!quota.isLeft()) {
          return false;
        }
        rows.accept(object(row));
        quota.rows++;
      }
      return true;
    }
  }

  /** The row that a CSV sink was given, as far as its texts tell. */
  private static ObjectNode object(NamedCsvRecord row) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    row.getFieldsAsMap()
        .forEach(
            (name, text) -> {
              if (text.matches("-?[0-9].{0,40}|true|false|[\\[{].*")) {
                object.set(name, value(text));
              } else {
                object.put(name, text.isEmpty() ? null : text);
              }
            });
    return object;
  }

  private static JsonNode value(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  private static boolean isJson(String file) {
    return plain(file).endsWith(".jsonl");
  }

  private static boolean isCsv(String file) {
    return plain(file).endsWith(".csv");
  }

  private static String plain(String file) {
    String ending = FileCompression.of(file).ending();
    return file.substring(0, file.length() - ending.length());
  }

  /** How much of a file may still be read. */
  private static final class Quota {
    private final long mostRows;
    private long bytesLeft;
    private long rows;

    Quota(long mostRows, long mostBytes) {
      this.mostRows = mostRows;
      this.bytesLeft = mostBytes;
    }

    boolean isLeft() {
      return rows < mostRows && bytesLeft > 0;
    }
  }

  private static final class Counted extends java.io.FilterInputStream {
    private final Quota quota;

    Counted(InputStream in, Quota quota) {
      super(in);
      this.quota = quota;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      quota.bytesLeft -= Math.max(0, read);
      return read;
    }
  }
}
