package dev.tidemark.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads rows back from a file as {@code WriteToCsv} writes it. */
final class CsvRows {
  /** A row has at most a line's worth of text, in JSON that is escaped twice. */
  private static final int MAX_FIELD = 1 << 26;

  private CsvRows() {}

  static void forEach(InputStream file, Map<String, String> types, Consumer<ObjectNode> action)
      throws IOException {
    try (CsvReader<List<Cell>> records =
        CsvReader.builder()
            .skipEmptyLines(false)
            .maxBufferSize(MAX_FIELD)
            .build(new CellHandler(), file, StandardCharsets.UTF_8)) {
      Iterator<List<Cell>> remaining = records.iterator();
      if (!remaining.hasNext()) {
        return;
      }
      List<String> names = remaining.next().stream().map(Cell::text).toList();
      while (remaining.hasNext()) {
        List<Cell> cells = remaining.next();
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
          String name = names.get(i);
          row.set(name, cells.get(i).value(types.getOrDefault(name, "string")));
        }
        action.accept(row);
      }
    }
  }

  /** Only an empty text is quoted, so that it differs from null. */
  private record Cell(String text, boolean isQuoted) {
    JsonNode value(String type) throws JsonProcessingException {
      if (text.isEmpty() && !isQuoted) {
        return NullNode.getInstance();
      }
      return switch (type) {
        case "integer", "number" -> number();
        case "boolean" -> BooleanNode.valueOf(Boolean.parseBoolean(text));
        case "array", "object" -> SinkRows.JSON.readTree(text);
        default -> TextNode.valueOf(text);
      };
    }

    /** What is not finite is a text, as in JSON. */
    private JsonNode number() {
      return Character.isLetter(text.charAt(text.length() - 1))
          ? TextNode.valueOf(text)
          : DecimalNode.valueOf(new BigDecimal(text));
    }
  }

  private static final class CellHandler extends AbstractBaseCsvCallbackHandler<List<Cell>> {
    private List<Cell> cells = new ArrayList<>();

    @Override
    protected void handleBegin(long line) {
      cells = new ArrayList<>();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      cells.add(new Cell(new String(buffer, offset, length), quoted));
    }

    @Override
    protected RecordWrapper<List<Cell>> buildRecord() {
      return wrapRecord(cells);
    }
  }
}
