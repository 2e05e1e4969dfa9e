package dev.tidemark.testing.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A reading as a JSON tree. */
record Datum(long creation, long arrival, String user, String device, long index, ObjectNode tree) {
  static final Comparator<Datum> ORDER =
      TotalOrder.of(Datum::creation, Datum::arrival, Datum::device, Datum::index);

  static final List<String> FIELDS =
      List.of(
          "Arrival_Time", "Creation_Time", "Device", "Index", "Model", "User", "gt", "x", "y", "z");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The reading in a line; empty if the line is malformed. */
  static Optional<Datum> of(OracleLine line) {
    if (line.text().isEmpty() || line.bytes().length() > 1 << 20) {
      return Optional.empty();
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(line.text().get());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!(tree instanceof ObjectNode object) || !isReading(object)) {
      return Optional.empty();
    }
    return Optional.of(
        new Datum(
            object.get("Creation_Time").longValue(),
            object.get("Arrival_Time").longValue(),
            object.get("User").textValue(),
            object.get("Device").textValue(),
            object.path("Index").asLong(0),
            object));
  }

  /** Event time in ms, floored. */
  long millis() {
    return Math.floorDiv(creation, 1_000_000L);
  }

  /** Event time in microseconds, floored. */
  long micros() {
    return Math.floorDiv(creation, 1_000L);
  }

  Optional<String> gt() {
    return Optional.ofNullable(tree.path("gt").textValue());
  }

  Optional<Double> x() {
    return tree.path("x").isNumber() ? Optional.of(tree.path("x").doubleValue()) : Optional.empty();
  }

  /** The reading as in the sink of late readings: all fields, absent ones null. */
  ObjectNode asRow() {
    ObjectNode row = JSON.createObjectNode();
    for (String field : FIELDS) {
      JsonNode value = tree.path(field);
      boolean real = field.length() == 1 && value.isNumber();
      if (real) {
        row.put(field, value.doubleValue());
      } else {
        row.set(field, value.isMissingNode() ? NullNode.getInstance() : value);
      }
    }
    return row;
  }

  private static boolean isReading(ObjectNode line) {
    return has(line, "Creation_Time", true, JsonNode::canConvertToLong, JsonNode::isIntegralNumber)
        && has(line, "Arrival_Time", true, JsonNode::canConvertToLong, JsonNode::isIntegralNumber)
        && has(line, "User", true, JsonNode::isTextual)
        && has(line, "Device", true, JsonNode::isTextual)
        && has(line, "Index", false, JsonNode::canConvertToLong, JsonNode::isIntegralNumber)
        && has(line, "Model", false, JsonNode::isTextual)
        && has(line, "gt", false, JsonNode::isTextual)
        && has(line, "x", false, JsonNode::isNumber, Datum::isFinite)
        && has(line, "y", false, JsonNode::isNumber, Datum::isFinite)
        && has(line, "z", false, JsonNode::isNumber, Datum::isFinite);
  }

  private static boolean isFinite(JsonNode number) {
    return Double.isFinite(number.doubleValue());
  }

  @SafeVarargs
  private static boolean has(
      ObjectNode line, String field, boolean required, Predicate<JsonNode>... checks) {
    JsonNode value = line.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return !required;
    }
    for (Predicate<JsonNode> check : checks) {
      if (!check.test(value)) {
        return false;
      }
    }
    return true;
  }
}
