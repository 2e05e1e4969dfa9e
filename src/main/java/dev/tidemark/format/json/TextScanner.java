package dev.tidemark.format.json;

import static dev.tidemark.format.json.EightBytes.HIGHEST_BITS;
import static dev.tidemark.format.json.EightBytes.LOWEST_BITS;
import static dev.tidemark.format.json.NumberScanner.NOT_PLAIN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Scans texts that stand in a line without escapes, eight bytes at a time. A field is first
 * expected to have the text that it had before, and texts that come again are one object. Bytes
 * beyond the end of the line may be looked at, but never count. Not thread-safe.
 */
final class TextScanner {
  private static final VarHandle LONG = EightBytes.IN_ARRAY;

  private static final int SLOTS = 1024;

  /** Longer texts are no names that come again, and would fill the memory. */
  private static final int MAX_KEPT = 256;

  private static final long QUOTES = '"' * LOWEST_BITS;
  private static final long BACKSLASHES = '\\' * LOWEST_BITS;
  private static final long SPACES = ' ' * LOWEST_BITS;

  private static final long HASH_FACTOR = 0x9E37_79B9_7F4A_7C15L;

  /** The text that each field had last. */
  private final KnownText[] last;

  /** Direct-mapped, so that many texts take no more room. */
  private final KnownText[] slots = new KnownText[SLOTS];

  /** A text, and how it stands in a line, quotes included. */
  private record KnownText(BytePattern quoted, String text) {
    private static final KnownText NONE = new KnownText(new BytePattern(new byte[0]), "");
  }

  TextScanner(int fields) {
    last = new KnownText[fields];
    Arrays.fill(last, KnownText.NONE);
  }

  /** Scans the text of a field; returns what comes after it. */
  int scan(int field, byte[] line, int position, int end) {
    BytePattern expected = last[field].quoted;
    if (expected.length() > 0 && expected.isAt(line, position, end)) {
      return position + expected.length();
    }
    int after = skip(line, position, end);
    if (after != NOT_PLAIN) {
      last[field] = known(line, position, after);
    }
    return after;
  }

  /** The text that a field had last. */
  String text(int field) {
    return last[field].text;
  }

  /** Returns what comes after a text that starts here, whose UTF-8 is valid. */
  static int skip(byte[] line, int position, int end) {
    if (position >= end || line[position] != '"') {
      return NOT_PLAIN;
    }
    int special = indexOfSpecial(line, position + 1, end);
    boolean isAscii = true;
    while (special < end && line[special] < 0) {
      isAscii = false;
      special = indexOfSpecial(line, special + 1, end);
    }
    if (special == end || line[special] != '"') {
      return NOT_PLAIN;
    }
    boolean isValid = isAscii || Utf8.isValid(line, position + 1, special - position - 1);
    return isValid ? special + 1 : NOT_PLAIN;
  }

  /**
   * The next quote, backslash, control character or byte beyond ASCII; the end if there is none.
   */
  private static int indexOfSpecial(byte[] line, int start, int end) {
    int position = start;
    for (; position + Long.BYTES <= line.length && position < end; position += Long.BYTES) {
      long eight = (long) LONG.get(line, position);
      long quotes = eight ^ QUOTES;
      long backslashes = eight ^ BACKSLASHES;
      // Of the bytes that become negative by each of these, the lowest is one that is looked for.
      long found =
          (((quotes - LOWEST_BITS) & ~quotes)
                  | ((backslashes - LOWEST_BITS) & ~backslashes)
                  | ((eight - SPACES) & ~eight)
                  | eight)
              & HIGHEST_BITS;
      if (found != 0) {
        return Math.min(end, position + Long.numberOfTrailingZeros(found) / Byte.SIZE);
      }
    }
    for (; position < end; position++) {
      byte one = line[position];
      if (one < ' ' || one == '"' || one == '\\') {
        return position;
      }
    }
    return end;
  }

  /** One object for texts that come again. */
  private KnownText known(byte[] line, int from, int to) {
    int slot = (int) (hash(line, from, to) >>> (Long.SIZE - Integer.numberOfTrailingZeros(SLOTS)));
    KnownText known = slots[slot];
    if (known != null && known.quoted.length() == to - from && known.quoted.isAt(line, from, to)) {
      return known;
    }
    byte[] quoted = Arrays.copyOfRange(line, from, to);
    KnownText fresh =
        new KnownText(new BytePattern(quoted), new String(quoted, 1, quoted.length - 2, UTF_8));
    if (quoted.length <= MAX_KEPT) {
      slots[slot] = fresh;
    }
    return fresh;
  }

  private static long hash(byte[] line, int from, int to) {
    long hash = 0;
    int position = from;
    for (; position + Long.BYTES <= to; position += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(line, position)) * HASH_FACTOR;
      hash ^= hash >>> Integer.SIZE;
    }
    for (; position < to; position++) {
      hash = (hash ^ line[position]) * HASH_FACTOR;
    }
    return hash * HASH_FACTOR;
  }
}
