package dev.tidemark.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.format.FileCompression;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of a sink, read from its files in the order of their names, which in a stream is that in
 * which rows were emitted.
 *
 * @param types of the fields in words of JSON Schema, for files that do not say
 */
record SinkRows(Directory directory, Map<String, String> types) {
  private static final String PARQUET = ".parquet";

  static final ObjectReader JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readerFor(ObjectNode.class);

  private List<String> files() throws IOException {
    return directory.files(ResultFiles::areRows);
  }

  boolean areParquet() throws IOException {
    return files().stream().anyMatch(file -> file.endsWith(PARQUET));
  }

  /** About how much the rows are when they are read, in bytes. */
  long estimatedBytes() throws IOException {
    boolean isPlain =
        files().stream()
            .noneMatch(file -> FileCompression.isCompressed(file) || file.endsWith(PARQUET));
    return directory.size(ResultFiles::areRows) * (isPlain ? 2 : 20);
  }

  /** Passes each row on. */
  void forEach(Consumer<ObjectNode> action) throws IOException {
    for (String file : files()) {
      try {
        read(file, action);
      } catch (IOException | RuntimeException e) {
        throw new IOException(directory.path() + "/" + file + ": " + reason(e), e);
      }
    }
  }

  private static String reason(Exception thrown) {
    return thrown instanceof JsonProcessingException || thrown.getCause() == null
        ? message(thrown)
        : message(thrown.getCause());
  }

  /** Without what Jackson says of the stream that it was reading. */
  private static String message(Throwable thrown) {
    return thrown instanceof JsonProcessingException json
        ? "line %d: %s".formatted(json.getLocation().getLineNr(), json.getOriginalMessage())
        : String.valueOf(thrown.getMessage());
  }

  private void read(String file, Consumer<ObjectNode> action) throws IOException {
    if (file.endsWith(PARQUET)) {
      try (SeekableByteChannel channel = (SeekableByteChannel) directory.open(file)) {
        ParquetRows.forEach(channel, action);
      }
      return;
    }
    try (InputStream lines =
        Channels.newInputStream(FileCompression.of(file).decompress(directory.open(file)))) {
      if (file.contains(".csv")) {
        CsvRows.forEach(lines, types, action);
      } else {
        try (MappingIterator<ObjectNode> rows = JSON.readValues(lines)) {
          rows.forEachRemaining(action);
        }
      }
    }
  }
}
