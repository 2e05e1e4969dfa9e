package dev.tidemark.format.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks for UTF-8, more strictly than Jackson, which does not check what it skips. */
public final class Utf8 {
  private Utf8() {}

  public static boolean isValid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int ascii = offset;
    while (ascii < end && bytes[ascii] >= 0) {
      ascii++;
    }
    if (ascii == end) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, ascii, end - ascii));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether every surrogate is part of a pair. */
  public static boolean canEncode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
