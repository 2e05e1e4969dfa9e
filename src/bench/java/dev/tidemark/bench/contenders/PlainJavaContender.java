package dev.tidemark.bench.contenders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.bench.Question;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One thread, Jackson's streaming parser and a hash map. */
public final class PlainJavaContender {
  private static final long WINDOW_NANOS = 600_000_000_000L;

  private final Map<UserWindow, long[]> counts = new HashMap<>();

  private PlainJavaContender() {}

  /**
   * Answers the one question that it knows, the counts.
   *
   * @param args the question, the directory of the readings, the directory for rows
   */
  public static void main(String[] args) throws IOException {
    if (Question.valueOf(args[0]) != Question.TUMBLING) {
      throw new IllegalArgumentException("counts only: " + args[0]);
    }
    PlainJavaContender contender = new PlainJavaContender();
    JsonFactory json = new JsonFactory();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[1]), "*.json")) {
      for (Path file : files) {
        try (JsonParser readings = json.createParser(file.toFile())) {
          contender.count(readings);
        }
      }
    }
    contender.write(Files.createDirectories(Path.of(args[2])).resolve("rows.json"));
  }

  private record UserWindow(String user, long window) {}

  private void count(JsonParser readings) throws IOException {
    while (readings.nextToken() == JsonToken.START_OBJECT) {
      String user = null;
      long time = 0;
      for (String name = readings.nextFieldName(); name != null; name = readings.nextFieldName()) {
        JsonToken value = readings.nextToken();
        switch (name) {
          case "User" -> user = readings.getText();
          case "Creation_Time" -> time = readings.getLongValue();
          case "x", "y", "z" -> {
            if (value != JsonToken.VALUE_NULL) {
              readings.getDoubleValue();
            }
          }
          default -> {}
        }
      }
      UserWindow key = new UserWindow(user, Math.floorDiv(time, WINDOW_NANOS));
      counts.computeIfAbsent(key, any -> new long[1])[0]++;
    }
  }

  private void write(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            rows.add(
                "{\"User\":\"%s\",\"window_start\":\"%tFT%<tT.%<tLZ\",\"count\":%d}"
                    .formatted(key.user(), key.window() * (WINDOW_NANOS / 1_000_000), count[0])));
    Files.write(file, rows, UTF_8);
  }
}
