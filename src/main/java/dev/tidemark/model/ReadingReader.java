package dev.tidemark.model;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.util.VarInt;

/** Reads what {@link ReadingWriter} wrote. */
public final class ReadingReader {
  private final DataInputStream in;
  private final List<Optional<String>> texts = new ArrayList<>();
  private long lastCreation;
  private long lastArrival;
  private long lastIndex;

  public ReadingReader(DataInputStream in) {
    this.in = in;
  }

  public Reading read() throws IOException {
    lastCreation += readDifference();
    lastArrival += readDifference();
    long clock = lastArrival + readDifference();
    String user = readText().orElseThrow();
    String device = readText().orElseThrow();
    Optional<String> model = readText();
    Optional<String> gt = readText();
    OptionalLong index = OptionalLong.empty();
    if (in.readBoolean()) {
      lastIndex += readDifference();
      index = OptionalLong.of(lastIndex);
    }
    return new Reading(
        lastCreation,
        lastArrival,
        clock,
        user,
        device,
        index,
        model,
        gt,
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  private long readDifference() throws IOException {
    long zigzag = VarInt.decodeLong(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private Optional<String> readText() throws IOException {
    int code = VarInt.decodeInt(in);
    if (code == ReadingWriter.ABSENT) {
      return Optional.empty();
    }
    if (code >= ReadingWriter.FIRST_KNOWN_TEXT) {
      return texts.get(code - ReadingWriter.FIRST_KNOWN_TEXT);
    }
    byte[] bytes = in.readNBytes(VarInt.decodeInt(in));
    texts.add(Optional.of(new String(bytes, StandardCharsets.UTF_8)));
    return texts.get(texts.size() - 1);
  }
}
