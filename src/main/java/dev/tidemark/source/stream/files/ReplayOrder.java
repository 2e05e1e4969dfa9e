package dev.tidemark.source.stream.files;

import dev.tidemark.format.ReadingParser;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.beam.sdk.util.VarInt;

/** In which order the files of a replay begin; those without a line are not there. */
record ReplayOrder(List<Entry> files) {

  /**
   * A file that has lines.
   *
   * @param index its place among the input files
   * @param first the arrival time of the line that is given out first
   * @param disorder how much earlier than a line before it a line may have arrived, in ms
   */
  record Entry(int index, long first, long disorder) {}

  /**
   * The order as a checkpoint keeps it. It says the same in each mark, so it is made once; of a
   * hundred thousand files it takes less than a megabyte.
   */
  static final class Packed implements Serializable {
    private final byte[] bytes;

    private Packed(byte[] bytes) {
      this.bytes = bytes;
    }

    ReplayOrder unpack() {
      try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
        int size = VarInt.decodeInt(in);
        List<Entry> files = new ArrayList<>(size);
        long first = 0;
        for (int i = 0; i < size; i++) {
          int index = VarInt.decodeInt(in);
          first += VarInt.decodeLong(in);
          files.add(new Entry(index, first, VarInt.decodeLong(in)));
        }
        return new ReplayOrder(files);
      } catch (IOException e) {
        throw new UncheckedIOException("an array in memory cannot fail", e);
      }
    }

    /** A mark that was decoded is compared with the one that a reader has given. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Packed packed && Arrays.equals(bytes, packed.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /** Reads each file once; of equal times the first file's come first. */
  static ReplayOrder of(List<InputFile> files) throws UnreadableInputException {
    List<Entry> entries = new ArrayList<>();
    ReadingParser parser = new ReadingParser();
    for (int i = 0; i < files.size(); i++) {
      InputFile file = files.get(i);
      ArrivalDisorder measured = ArrivalDisorder.of(file.name(), file.compressed(), parser);
      if (measured.first().isPresent()) {
        entries.add(new Entry(i, measured.first().getAsLong(), measured.disorder()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::first));
    return new ReplayOrder(entries);
  }

  Packed pack() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      VarInt.encode(files.size(), out);
      long before = 0;
      for (Entry file : files) {
        VarInt.encode(file.index(), out);
        VarInt.encode(file.first() - before, out);
        VarInt.encode(file.disorder(), out);
        before = file.first();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot fail", e);
    }
    return new Packed(bytes.toByteArray());
  }
}
