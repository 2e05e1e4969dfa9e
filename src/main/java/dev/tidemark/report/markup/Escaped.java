package dev.tidemark.report.markup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Text as it stands in a page: markup characters escaped, invisible ones made visible. */
final class Escaped {
  private static final ObjectMapper JSON = jsonForScripts();

  private Escaped() {}

  /** Writes text between tags or in a quoted attribute; both escape the same characters. */
  static void write(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      write(text.codePointAt(i), out);
    }
  }

  private static void write(int character, StringBuilder out) {
    switch (character) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case '\n', '\t' -> out.append((char) character);
      default -> writeVisible(character, out);
    }
  }

  private static void writeVisible(int character, StringBuilder out) {
    if (isVisible(character)) {
      out.appendCodePoint(character);
    } else {
      out.append(String.format(Locale.ROOT, "\\u%04x", character));
    }
  }

  /** Controls, marks that reverse the direction of text, and halves of pairs are not. */
  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** JSON that ends no script element, whose texts show what they hold. */
  static String json(JsonNode data) {
    try {
      return JSON.writeValueAsString(visible(data));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("data in memory cannot fail", e);
    }
  }

  private static JsonNode visible(JsonNode data) {
    if (data.isTextual()) {
      return JsonNodeFactory.instance.textNode(visible(data.textValue()));
    }
    if (data.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(data.size());
      data.forEach(item -> array.add(visible(item)));
      return array;
    }
    if (data.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      data.fields()
          .forEachRemaining(field -> object.set(field.getKey(), visible(field.getValue())));
      return object;
    }
    return data;
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(character -> writeVisible(character, out));
    return out.toString();
  }

  private static ObjectMapper jsonForScripts() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.getFactory().setCharacterEscapes(new ScriptEscapes());
    return mapper;
  }

  private static final class ScriptEscapes extends CharacterEscapes {
    private static final String ESCAPED = "<>&";

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      ESCAPED.chars().forEach(character -> codes[character] = ESCAPE_STANDARD);
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
