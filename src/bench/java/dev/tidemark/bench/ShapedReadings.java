package dev.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/**
 * Writes readings of a {@link Shape}. They arrive one by one in even steps, up to 200 ms after
 * their event times; every thousandth repeats the user and the event time of the one before it.
 */
final class ShapedReadings {
  private static final Instant START = Instant.parse("2015-02-23T13:00:00Z");
  private static final int MAX_DELAY_MS = 200;
  private static final int DUPLICATE_EVERY = 1_000;
  private static final String[] ACTIVITIES = {
    "stand", "sit", "walk", "stairsup", "stairsdown", "bike"
  };

  /** So many bytes of all files together are held before they are appended. */
  private static final int BUFFERED = 64 << 20;

  private final Random random = new Random(14);
  private final Shape shape;
  private final int rows;
  private long eventTime;

  private ShapedReadings(Shape shape, int rows) {
    this.shape = shape;
    this.rows = rows;
  }

  /** Writes so many readings into files of a directory. */
  static void write(Shape shape, int rows, Path directory) throws IOException {
    new ShapedReadings(shape, rows).write(directory);
  }

  private void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    int[] users = users();
    StringBuilder[] files = new StringBuilder[Math.min(shape.files(), rows)];
    Arrays.setAll(files, any -> new StringBuilder());
    long buffered = 0;
    for (int i = 0; i < rows; i++) {
      if (i > 0 && i % DUPLICATE_EVERY == 0) {
        users[i] = users[i - 1];
      }
      StringBuilder file = files[i % files.length];
      int before = file.length();
      append(i, users[i], file);
      buffered += file.length() - before;
      if (buffered >= BUFFERED) {
        flush(files, directory);
        buffered = 0;
      }
    }
    flush(files, directory);
  }

  /** Whose each reading is. */
  private int[] users() {
    int[] users = new int[rows];
    int others = 0;
    for (int i = 0; i < rows; i++) {
      users[i] = i % 100 < shape.percentOfFirst() ? 0 : others++ % shape.users();
    }
    for (int i = rows - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int user = users[i];
      users[i] = users[other];
      users[other] = user;
    }
    return users;
  }

  private void append(int i, int user, StringBuilder line) {
    long arrival = START.toEpochMilli() + shape.span().toMillis() * i / rows;
    if (i == 0 || i % DUPLICATE_EVERY != 0) {
      eventTime = (arrival - random.nextInt(MAX_DELAY_MS)) * 1_000_000 + random.nextInt(1_000_000);
    }
    line.append("{\"Arrival_Time\":").append(arrival);
    line.append(",\"Creation_Time\":").append(eventTime);
    line.append(",\"Device\":\"nexus4_").append(user % 2 + 1);
    line.append("\",\"Index\":").append(i);
    line.append(",\"Model\":\"nexus4\",\"User\":\"u").append(10_000_000 + user);
    line.append("\",\"gt\":\"").append(ACTIVITIES[i / 5_000 % ACTIVITIES.length]);
    line.append("\",\"x\":").append(coordinate());
    line.append(",\"y\":").append(coordinate());
    line.append(",\"z\":").append(coordinate()).append("}\n");
  }

  /** A number of ten decimal places, as those of phones are. */
  private double coordinate() {
    return (10_000_000_000L + random.nextInt(1_000_000_000)) / 1e10;
  }

  private void flush(StringBuilder[] files, Path directory) throws IOException {
    for (int i = 0; i < files.length; i++) {
      Path file = directory.resolve("part-%05d.json".formatted(i));
      try (OutputStream end =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        end.write(files[i].toString().getBytes(UTF_8));
      }
      files[i].setLength(0);
    }
  }
}
