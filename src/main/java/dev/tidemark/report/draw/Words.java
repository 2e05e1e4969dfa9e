package dev.tidemark.report.draw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, spans of time and names as a person reads them; times are UTC. */
public final class Words {
  private static final DateTimeFormatter MINUTE = format("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND = format("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter MILLI = format("uuuu-MM-dd HH:mm:ss.SSS");

  /** Names longer than that are cut, also where the whole is shown. */
  private static final int WHOLE = 300;

  private Words() {}

  public static String number(long value) {
    // A page has hundreds of numbers, for which a format would take a tenth of its time.
    StringBuilder text = new StringBuilder(Long.toString(value).replace('-', '\u2212'));
    for (int at = text.length() - 3; at > (value < 0 ? 1 : 0); at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /** A number as a row holds it, with few decimals. */
  public static String decimal(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return number((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 1000 ? "%.3g" : "%,.1f", value);
  }

  public static String counted(long value, String one, String many) {
    return number(value) + " " + (value == 1 ? one : many);
  }

  /** A share of a whole; small ones are not rounded to nothing. */
  public static String percent(long part, long whole) {
    if (whole == 0 || part == 0) {
      return "0 %";
    }
    double share = 100.0 * part / whole;
    if (share < 0.01) {
      return "< 0.01 %";
    }
    return String.format(
        Locale.ROOT, share < 1 ? "%.2f %%" : share < 10 ? "%.1f %%" : "%.0f %%", share);
  }

  public static String bytes(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.0f KB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** A span of time, with a sign if it is negative. */
  public static String span(long millis) {
    if (millis < 0) {
      return "\u2212" + (millis == Long.MIN_VALUE ? span(Long.MAX_VALUE) : span(-millis));
    }
    if (millis < 1000) {
      return millis + " ms";
    }
    double seconds = millis / 1e3;
    if (seconds < 120) {
      return trimmed(seconds) + " s";
    }
    if (seconds < 7200) {
      return trimmed(seconds / 60) + " min";
    }
    if (seconds < 172_800) {
      return trimmed(seconds / 3600) + " h";
    }
    double days = seconds / 86_400;
    return days < 730 ? trimmed(days) + " days" : trimmed(days / 365.25) + " years";
  }

  /** A number with up to three digits that tell it from others. */
  private static String trimmed(double value) {
    if (value >= 100) {
      return number(Math.round(value));
    }
    return BigDecimal.valueOf(value)
        .setScale(value < 10 ? 2 : 1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  public static String minute(long millis) {
    return MINUTE.format(Instant.ofEpochMilli(millis));
  }

  public static String second(long millis) {
    return SECOND.format(Instant.ofEpochMilli(millis));
  }

  public static String milli(long millis) {
    return MILLI.format(Instant.ofEpochMilli(millis));
  }

  /** A text of at most so many characters, with an ellipsis for what is missing. */
  public static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
  }

  /** As much of a name as a title shows. */
  public static String whole(String text) {
    return cut(text, WHOLE);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
