package dev.tidemark.diff;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.row.JsonRow;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes values so that equal ones have equal texts: names in order, numbers without superfluous
 * zeros.
 *
 * @param floorsTimes whether texts that are times are floored to microseconds, as Parquet has them
 */
record CanonicalJson(boolean floorsTimes) {
  /** More digits than these are written with an exponent. */
  private static final int PLAIN_DIGITS = 40;

  private static final Pattern TIME =
      Pattern.compile("-?[0-9]{4,10}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z");

  /** The text of a value. */
  String text(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, true, text);
    return text.toString();
  }

  /** The text of an object whose fields keep their order. */
  String textInOrder(JsonNode object) {
    StringBuilder text = new StringBuilder();
    write(object, false, text);
    return text.toString();
  }

  private void write(JsonNode value, boolean isSorted, StringBuilder text) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, isSorted, text);
      case ARRAY -> writeArray(value, text);
      case NUMBER -> text.append(number(value));
      case STRING -> quote(floorsTimes ? floored(value.textValue()) : value.textValue(), text);
      default -> text.append(value);
    }
  }

  private void writeObject(JsonNode object, boolean isSorted, StringBuilder text) {
    Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
    if (isSorted) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      fields.forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
      fields = sorted.entrySet().iterator();
    }
    text.append('{');
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      quote(field.getKey(), text);
      text.append(':');
      write(field.getValue(), true, text);
      text.append(fields.hasNext() ? "," : "");
    }
    text.append('}');
  }

  private void writeArray(JsonNode array, StringBuilder text) {
    text.append('[');
    for (int i = 0; i < array.size(); i++) {
      text.append(i == 0 ? "" : ",");
      write(array.get(i), true, text);
    }
    text.append(']');
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(value, text);
    text.append('"');
  }

  private static String number(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number.asText();
    }
    BigDecimal value = number.decimalValue().stripTrailingZeros();
    boolean isPlain =
        Math.abs((long) value.scale()) <= PLAIN_DIGITS && value.precision() <= PLAIN_DIGITS;
    return isPlain ? value.toPlainString() : value.toString();
  }

  private static String floored(String value) {
    if (!TIME.matcher(value).matches()) {
      return value;
    }
    try {
      Instant time = Instant.parse(value);
      return JsonRow.eventTime(time);
    } catch (DateTimeException e) {
      return value;
    }
  }
}
