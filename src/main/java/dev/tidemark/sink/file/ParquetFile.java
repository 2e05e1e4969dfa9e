package dev.tidemark.sink.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;

/** A Parquet file; its records are encoded rows. */
final class ParquetFile implements RecordFile {
  /**
   * Rows up to about this size are in memory before they are written; several files may be open.
   */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private final CodedRowFormat records;
  private final ParquetWriter<Row> writer;

  ParquetFile(Schema schema, Compression compression, OutputStream out) throws IOException {
    this.records = new CodedRowFormat(schema);
    this.writer =
        new RowWriterBuilder(new StreamOutputFile(out), ParquetColumns.of(schema))
            // Of Hadoop's settings none is needed, and to read them takes time.
            .withConf(new Configuration(false))
            .withCompressionCodec(codec(compression))
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build();
  }

  @Override
  public void add(byte[] row) throws IOException {
    writer.write(records.row(row));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static CompressionCodecName codec(Compression compression) {
    return switch (compression) {
      case NONE -> CompressionCodecName.UNCOMPRESSED;
      case GZIP -> CompressionCodecName.GZIP;
      case ZSTD -> CompressionCodecName.ZSTD;
      case SNAPPY -> CompressionCodecName.SNAPPY;
    };
  }

  private static final class RowWriterBuilder extends ParquetWriter.Builder<Row, RowWriterBuilder> {
    private final ParquetColumns columns;

    RowWriterBuilder(OutputFile file, ParquetColumns columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected RowWriterBuilder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration conf) {
      return new RowWriteSupport(columns);
    }
  }

  private static final class RowWriteSupport extends WriteSupport<Row> {
    private final ParquetColumns columns;
    private RecordConsumer consumer;

    RowWriteSupport(ParquetColumns columns) {
      this.columns = columns;
    }

    @Override
    public WriteContext init(Configuration conf) {
      return new WriteContext(columns.type(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
      columns.write(row, consumer);
    }
  }

  /** A file on any file system: Parquet writes from its start to its end. */
  private record StreamOutputFile(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSize) {
      return new CountingStream(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
      return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class CountingStream extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
