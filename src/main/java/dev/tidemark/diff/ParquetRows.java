package dev.tidemark.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidemark.row.JsonRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Reads rows back from a file as {@code WriteToParquet} writes it. */
final class ParquetRows {
  private static final long MICROS_A_SECOND = 1_000_000L;

  private ParquetRows() {}

  static void forEach(SeekableByteChannel channel, Consumer<ObjectNode> action) throws IOException {
    try (ParquetReader<Group> rows =
        new GroupReaderBuilder(new ChannelFile(channel))
            // Of Hadoop's settings none is needed, and to read them takes time.
            .withConf(new Configuration(false))
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        action.accept(object(row));
      }
    }
  }

  private static ObjectNode object(Group group) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < group.getType().getFieldCount(); i++) {
      object.set(group.getType().getFieldName(i), value(group, i));
    }
    return object;
  }

  private static JsonNode value(Group group, int field) {
    if (group.getFieldRepetitionCount(field) == 0) {
      return NullNode.getInstance();
    }
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      return primitive(group, field, type.asPrimitiveType());
    }
    Group inner = group.getGroup(field, 0);
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (LogicalTypeAnnotation.listType().equals(logical)) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < inner.getFieldRepetitionCount(0); i++) {
        list.add(value(inner.getGroup(0, i), 0));
      }
      return list;
    }
    if (LogicalTypeAnnotation.mapType().equals(logical)) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < inner.getFieldRepetitionCount(0); i++) {
        Group entry = inner.getGroup(0, i);
        map.set(entry.getString(0, 0), value(entry, 1));
      }
      return map;
    }
    return object(inner);
  }

  private static JsonNode primitive(Group group, int field, PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      return TextNode.valueOf(time(group.getLong(field, 0), timestamp.getUnit()));
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      BigInteger unscaled = new BigInteger(group.getBinary(field, 0).getBytes());
      return DecimalNode.valueOf(new BigDecimal(unscaled, decimal.getScale()));
    }
    return switch (type.getPrimitiveTypeName()) {
      case INT64 -> LongNode.valueOf(group.getLong(field, 0));
      case BOOLEAN -> BooleanNode.valueOf(group.getBoolean(field, 0));
      case DOUBLE -> real(group.getDouble(field, 0));
      default -> TextNode.valueOf(group.getString(field, 0));
    };
  }

  /** What is not finite is a text, as in JSON. */
  private static JsonNode real(double value) {
    String text = Double.toString(value);
    return Double.isFinite(value)
        ? DecimalNode.valueOf(new BigDecimal(text))
        : TextNode.valueOf(text);
  }

  private static String time(long value, TimeUnit unit) {
    if (unit == TimeUnit.MILLIS) {
      return JsonRow.windowBound(value);
    }
    return JsonRow.eventTime(
        Instant.ofEpochSecond(
            Math.floorDiv(value, MICROS_A_SECOND), Math.floorMod(value, MICROS_A_SECOND) * 1_000L));
  }

  private static final class GroupReaderBuilder extends ParquetReader.Builder<Group> {
    GroupReaderBuilder(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  /** A file on any file system. */
  private record ChannelFile(SeekableByteChannel channel) implements InputFile {
    @Override
    public long getLength() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableInputStream newStream() {
      return new ChannelStream(channel);
    }
  }

  private static final class ChannelStream extends DelegatingSeekableInputStream {
    private final SeekableByteChannel channel;

    ChannelStream(SeekableByteChannel channel) {
      super(Channels.newInputStream(channel));
      this.channel = channel;
    }

    @Override
    public long getPos() throws IOException {
      return channel.position();
    }

    @Override
    public void seek(long position) throws IOException {
      channel.position(position);
    }
  }
}
