package dev.tidemark.format.json;

import static dev.tidemark.format.json.EightBytes.HIGHEST_BITS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.io.NumberInput;
import java.lang.invoke.VarHandle;

/**
 * Scans numbers by JSON's grammar, up to eight digits at a time, and holds the last one. Bytes
 * beyond the end of the line may be looked at, but never count. Not thread-safe.
 */
final class NumberScanner {
  /** What is returned in place of a position where no plain number stands. */
  static final int NOT_PLAIN = -1;

  private static final VarHandle LONG = EightBytes.IN_ARRAY;

  /** So many decimal digits always fit a long. */
  private static final int DIGITS_OF_LONG = 18;

  private static final long ZEROS = 0x3030_3030_3030_3030L;

  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private static final double[] SIGNS = {1, -1};

  /** A mantissa up to here and a power of ten of this table are exact as doubles. */
  private static final long EXACT_MANTISSA = 1L << 53;

  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int MAX_EXPONENT = 1 << 20;

  /** The digits read so far, as a number that may have overflown. */
  private long digits;

  private double real;

  /** The whole number that was scanned last. */
  long whole() {
    return digits;
  }

  /** The real number that was scanned last. */
  double real() {
    return real;
  }

  /** Scans a whole number of 64 bits; returns what comes after it. */
  int scanWhole(byte[] line, int start, int end) {
    boolean isNegative = line[start] == '-';
    int first = isNegative ? start + 1 : start;
    int after = scanWholeDigits(line, first, end);
    int count = after - first;
    // 19 digits may be too many; they are so if the sign bit is set, as 20 would be needed for
    // more.
    boolean fits = count <= DIGITS_OF_LONG || (count == DIGITS_OF_LONG + 1 && digits >= 0);
    if (count == 0 || !fits || (count > 1 && line[first] == '0')) {
      return NOT_PLAIN;
    }
    digits = isNegative ? -digits : digits;
    return after;
  }

  /** Scans a number of double precision; returns what comes after it. */
  int scanReal(byte[] line, int start, int end) {
    int sign = line[start] == '-' ? 1 : 0;
    int point = start + sign + 1;
    int fraction = point + 1;
    if (fraction + 2 * Long.BYTES <= line.length
        && line[point] == '.'
        && isDigit(line[point - 1])) {
      // One digit before the point and up to fifteen after it, in one go: branches would cost more
      // than the work that they save, as nobody can predict how many digits come.
      long head = (long) LONG.get(line, fraction);
      long tail = (long) LONG.get(line, fraction + Long.BYTES);
      int headCount = digitsIn(head);
      int tailCount = headCount == Long.BYTES ? digitsIn(tail) : 0;
      int count = headCount + tailCount;
      int after = fraction + count;
      if (headCount > 0 && tailCount < Long.BYTES && after < end && (line[after] | 0x20) != 'e') {
        long mantissa = (long) line[point - 1] - '0';
        mantissa = mantissa * POWERS[headCount] + toNumber(lowest(head, headCount));
        mantissa = mantissa * POWERS[tailCount] + toNumber(lowestFew(tail, tailCount));
        if (mantissa <= EXACT_MANTISSA) {
          real = SIGNS[sign] * ((double) mantissa / EXACT_POWERS[count]);
          return after;
        }
      }
    }
    return scanAnyReal(line, start, end);
  }

  /** Checks a number of double precision, which is not held; returns what comes after it. */
  int skipReal(byte[] line, int start, int end) {
    int point = line[start] == '-' ? start + 2 : start + 1;
    int fraction = point + 1;
    if (fraction + 2 * Long.BYTES <= line.length
        && line[point] == '.'
        && isDigit(line[point - 1])) {
      int count = digitsIn((long) LONG.get(line, fraction));
      count += count == Long.BYTES ? digitsIn((long) LONG.get(line, fraction + Long.BYTES)) : 0;
      int after = fraction + count;
      // With an exponent or many digits it may be too large.
      if (count > 0 && count < 2 * Long.BYTES && after < end && (line[after] | 0x20) != 'e') {
        return after;
      }
    }
    return scanAnyReal(line, start, end);
  }

  private int scanAnyReal(byte[] line, int start, int end) {
    boolean isNegative = line[start] == '-';
    int first = isNegative ? start + 1 : start;
    digits = 0;
    int after = scanDigits(line, first, end);
    int count = after - first;
    if (count == 0 || (count > 1 && line[first] == '0')) {
      return NOT_PLAIN;
    }
    int exponent = 0;
    if (after < end && line[after] == '.') {
      int fraction = after + 1;
      after = scanDigits(line, fraction, end);
      exponent = fraction - after;
      if (exponent == 0) {
        return NOT_PLAIN;
      }
      count -= exponent;
    }
    if (after < end && (line[after] | 0x20) == 'e') {
      int sign = after + 1;
      boolean isSmall = sign < end && line[sign] == '-';
      int power = isSmall || (sign < end && line[sign] == '+') ? sign + 1 : sign;
      long mantissa = digits;
      digits = 0;
      after = scanDigits(line, power, end);
      if (after == power) {
        return NOT_PLAIN;
      }
      int size = after - power > Long.BYTES ? MAX_EXPONENT : (int) Math.min(digits, MAX_EXPONENT);
      exponent += isSmall ? -size : size;
      digits = mantissa;
    }
    if (count <= DIGITS_OF_LONG
        && digits <= EXACT_MANTISSA
        && Math.abs(exponent) < EXACT_POWERS.length) {
      // Both are exact, so the one operation rounds correctly (Clinger 1990).
      double exact = digits;
      double size = exponent < 0 ? exact / EXACT_POWERS[-exponent] : exact * EXACT_POWERS[exponent];
      real = isNegative ? -size : size;
      return after;
    }
    real = NumberInput.parseDouble(new String(line, start, after - start, ISO_8859_1), true);
    return Double.isInfinite(real) ? NOT_PLAIN : after;
  }

  /** Reads digits; returns what comes after them. */
  private int scanWholeDigits(byte[] line, int start, int end) {
    if (start + 2 * Long.BYTES <= line.length) {
      long head = (long) LONG.get(line, start);
      int headCount = digitsIn(head);
      if (headCount < Long.BYTES && start + headCount < end) {
        digits = toNumber(lowestFew(head, headCount));
        return start + headCount;
      }
      long tail = (long) LONG.get(line, start + Long.BYTES);
      int tailCount = digitsIn(tail);
      int after = start + Long.BYTES + tailCount;
      if (tailCount < Long.BYTES && after < end) {
        digits = toNumber(head) * POWERS[tailCount] + toNumber(lowestFew(tail, tailCount));
        return after;
      }
    }
    digits = 0;
    return scanDigits(line, start, end);
  }

  /** Appends digits to those read so far; returns what comes after them. */
  private int scanDigits(byte[] line, int start, int end) {
    long number = digits;
    int position = start;
    while (position + Long.BYTES <= line.length) {
      long eight = (long) LONG.get(line, position);
      int count = Math.min(digitsIn(eight), end - position);
      if (count < Long.BYTES) {
        digits = number * POWERS[count] + toNumber(lowestFew(eight, count));
        return position + count;
      }
      number = number * 100_000_000 + toNumber(eight);
      position += Long.BYTES;
    }
    while (position < end && isDigit(line[position])) {
      number = number * 10 + (line[position] - '0');
      position++;
    }
    digits = number;
    return position;
  }

  /** How many of eight bytes, from the lowest on, are digits. */
  private static int digitsIn(long eight) {
    long values = eight ^ ZEROS;
    // A byte becomes negative by this if its value is above nine.
    long others = (((values & ~HIGHEST_BITS) + 0x7676_7676_7676_7676L) | values) & HIGHEST_BITS;
    return Long.numberOfTrailingZeros(others) / Byte.SIZE;
  }

  /** The lowest one to eight of eight bytes, after zeros. */
  private static long lowest(long eight, int count) {
    int bits = count * Byte.SIZE;
    // A shift by 64 would be none.
    return eight << (Long.SIZE - bits) | ZEROS >>> 1 >>> (bits - 1);
  }

  /** The lowest seven or fewer of eight bytes, after zeros. */
  private static long lowestFew(long eight, int count) {
    int bits = count * Byte.SIZE;
    return eight << (Long.SIZE - Byte.SIZE - bits) << Byte.SIZE | ZEROS >>> bits;
  }

  private static boolean isDigit(byte one) {
    return one >= '0' && one <= '9';
  }

  /** The number that eight digits are, the first of them in the lowest byte. */
  private static long toNumber(long eightDigits) {
    long pairs = eightDigits - ZEROS;
    pairs = pairs * 10 + (pairs >>> 8);
    return ((pairs & 0x0000_00FF_0000_00FFL) * 0x000F_4240_0000_0064L
            + ((pairs >>> 16) & 0x0000_00FF_0000_00FFL) * 0x0000_2710_0000_0001L)
        >>> 32;
  }
}
