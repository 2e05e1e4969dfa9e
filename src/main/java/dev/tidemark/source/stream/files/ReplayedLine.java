package dev.tidemark.source.stream.files;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.MalformedLine.Reason;
import dev.tidemark.source.stream.ArrivingLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A line of a file as it stands there, without its end.
 *
 * @param user of the reading that it is; empty where it is none
 * @param isWhole false where the line is longer than any that is read, and only its head is here
 */
public record ReplayedLine(Optional<String> user, ByteBuffer bytes, boolean isWhole) {

  static ReplayedLine of(ArrivingLine arrival) {
    if (arrival instanceof ArrivingLine.OfReading one) {
      return new ReplayedLine(
          Optional.of(one.reading().user()), utf8(one.line().orElseThrow()), true);
    }
    MalformedLine line = ((ArrivingLine.OfMalformed) arrival).line();
    ByteBuffer bytes =
        line.base64()
            ? ByteBuffer.wrap(Base64.getDecoder().decode(line.text()))
            : utf8(line.text());
    return new ReplayedLine(Optional.empty(), bytes, line.reason() != Reason.LINE_TOO_LONG);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
