package dev.tidemark.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * A line that is not a reading.
 *
 * @param offset of the line's first byte, in the uncompressed bytes
 * @param error what is wrong, in words for a user
 * @param text the line, without its end
 * @param base64 whether {@code text} is the line's bytes in base64, because they are not UTF-8
 */
public record MalformedLine(
    String file, long offset, Reason reason, String error, String text, boolean base64)
    implements DeadLetter {

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }

  /** Why a line is not a reading; the set is closed. */
  public enum Reason {
    MALFORMED_JSON,
    MALFORMED_CSV,
    MISSING_FIELD,
    WRONG_TYPE,
    OUT_OF_RANGE,
    LINE_TOO_LONG;

    /** The reason as the sink {@code malformed} spells it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static MalformedLine of(
      String file, long offset, Reason reason, String error, byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return new MalformedLine(file, offset, reason, error, text, false);
    } catch (CharacterCodingException e) {
      String encoded = Base64.getEncoder().encodeToString(line);
      return new MalformedLine(file, offset, reason, error, encoded, true);
    }
  }
}
