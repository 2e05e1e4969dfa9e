package dev.tidemark.schema;

import dev.tidemark.schema.Field.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Instants as they are written: in ISO 8601 with a time zone, as RFC 3339 has it, and as decimal
 * numbers.
 */
public final class Instants {
  /** No instant: as ns since 1970 it is not in the range of a long that is symmetric. */
  public static final long NONE = Long.MIN_VALUE;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendValue(ChronoField.HOUR_OF_DAY, 2)
          .appendLiteral(':')
          .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
          .optionalStart()
          .appendLiteral(':')
          .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .appendOffset("+HH:mm", "Z")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int LENGTH_TO_SECONDS = "2026-01-31T23:59:59".length();
  private static final int MAX_FRACTION = 9;
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };
  private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /** Numbers further from 1970 than this power of ten of ns are no instant. */
  private static final int MAX_DIGITS = 19;

  /** A longer number than any instant needs is read as a double first, which bounds the work. */
  private static final int MAX_EXACT = 64;

  private Instants() {}

  /**
   * Reads an instant in ISO 8601.
   *
   * @return ns since 1970; empty if they do not fit 64 bits
   * @throws DateTimeException if it is no date and time with a time zone
   */
  public static OptionalLong iso(String text) {
    // RFC 3339 lets a space stand between date and time.
    String dateTime =
        text.length() > 10 && text.charAt(10) == ' '
            ? text.substring(0, 10) + 'T' + text.substring(11)
            : text;
    Instant instant = ISO.parse(dateTime, OffsetDateTime::from).toInstant();
    try {
      return OptionalLong.of(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Reads the form that most instants have, {@code 2026-01-31T23:59:59.999Z}, in the years 1970 to
   * 2200.
   *
   * @return ns since 1970; {@link #NONE} if it has another form
   */
  public static long plainIso(byte[] buffer, int from, int to) {
    int length = to - from;
    if (length <= LENGTH_TO_SECONDS
        || buffer[to - 1] != 'Z'
        || buffer[from + 4] != '-'
        || buffer[from + 7] != '-'
        || buffer[from + 10] != 'T'
        || buffer[from + 13] != ':'
        || buffer[from + 16] != ':') {
      return NONE;
    }
    int year = digits(buffer, from, 4);
    int month = digits(buffer, from + 5, 2);
    int day = digits(buffer, from + 8, 2);
    int hour = digits(buffer, from + 11, 2);
    int minute = digits(buffer, from + 14, 2);
    int second = digits(buffer, from + 17, 2);
    if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int lastDay = month == 2 && isLeap ? 29 : DAYS_OF_MONTH[month - 1];
    if (day > lastDay || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return NONE;
    }
    if (second < 0 || second > 59) {
      return NONE;
    }
    int fraction = 0;
    if (length > LENGTH_TO_SECONDS + 1) {
      int count = length - LENGTH_TO_SECONDS - 2;
      if (buffer[from + LENGTH_TO_SECONDS] != '.' || count < 1 || count > MAX_FRACTION) {
        return NONE;
      }
      fraction = digits(buffer, from + LENGTH_TO_SECONDS + 1, count);
      if (fraction < 0) {
        return NONE;
      }
      for (int i = count; i < MAX_FRACTION; i++) {
        fraction *= 10;
      }
    }
    int before = year - 1;
    long days =
        365L * (year - 1970)
            + (before / 4 - before / 100 + before / 400)
            - (1969 / 4 - 1969 / 100 + 1969 / 400)
            + DAYS_BEFORE_MONTH[month - 1]
            + (month > 2 && isLeap ? 1 : 0)
            + (day - 1);
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000_000L + fraction;
  }

  /**
   * Reads a decimal number of a unit since 1970; what is below a ns is cut off downwards.
   *
   * @param number as JSON writes it
   * @return ns since 1970; empty if they do not fit 64 bits
   */
  public static OptionalLong decimal(String number, Unit unit) {
    Optional<BigDecimal> exact = exact(number);
    if (exact.isEmpty()) {
      double near = Double.parseDouble(number);
      if (Double.isInfinite(near)) {
        return OptionalLong.empty();
      }
      exact = Optional.of(BigDecimal.valueOf(near));
    }
    BigDecimal count = exact.get();
    BigDecimal nanos = count.multiply(BigDecimal.valueOf(unit.nanos()));
    // Before it is scaled: 1e999999999 would be scaled to so many digits.
    long digits = (long) nanos.precision() - nanos.scale();
    if (nanos.signum() != 0 && digits > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    if (digits < 0) {
      return OptionalLong.of(nanos.signum() < 0 ? -1 : 0);
    }
    try {
      return OptionalLong.of(nanos.setScale(0, RoundingMode.FLOOR).longValueExact());
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** The number, unless it is too long or its exponent is too large for a decimal number. */
  private static Optional<BigDecimal> exact(String number) {
    if (number.length() > MAX_EXACT) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(number));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** An instant as a decimal number of a unit since 1970. */
  public static BigDecimal count(long nanos, Unit unit) {
    BigDecimal count =
        BigDecimal.valueOf(nanos)
            .divide(BigDecimal.valueOf(unit.nanos()), MathContext.UNLIMITED)
            .stripTrailingZeros();
    return count.scale() < 0 ? count.setScale(0) : count;
  }

  /** An instant in ISO 8601, to the last ns, with as many digits as that takes. */
  public static String text(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
        .toString();
  }

  /** So many digits as a number; negative if one is none. */
  private static int digits(byte[] buffer, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
