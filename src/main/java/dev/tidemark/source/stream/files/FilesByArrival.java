package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The lines of files that lie still, merged by arrival time. A file is opened when its first line
 * is due.
 */
final class FilesByArrival implements Closeable {
  private final List<InputFile> files;
  private final ReplayOrder order;
  private final ReplayOrder.Packed packed;
  private final ArrivalMerger merge;
  private int begun;

  private FilesByArrival(
      List<InputFile> files,
      ReplayOrder order,
      ReplayOrder.Packed packed,
      ArrivalMerger merge,
      int begun) {
    this.files = files;
    this.order = order;
    this.packed = packed;
    this.merge = merge;
    this.begun = begun;
  }

  /** All lines of files. Each file is read once before, to find their order. */
  static FilesByArrival of(List<InputFile> files, ArrivalMerger merge)
      throws UnreadableInputException {
    ReplayOrder order = ReplayOrder.of(files);
    return new FilesByArrival(files, order, order.pack(), merge, 0);
  }

  /** The lines of the same files from a position on. */
  static FilesByArrival resume(List<InputFile> files, FilePositions position, ArrivalMerger merge)
      throws UnreadableInputException {
    for (FilePosition file : position.open()) {
      merge.add(file, Long.MAX_VALUE, files.size());
    }
    return new FilesByArrival(
        files, position.order().unpack(), position.order(), merge, position.begun());
  }

  /** The next line, which stays; empty where there is none any more. */
  Optional<ArrivingLine> peek() throws UnreadableInputException {
    Optional<ArrivingLine> next = merge.peek();
    while (begun < order.files().size() && isDue(order.files().get(begun), next)) {
      begin(order.files().get(begun));
      next = merge.peek();
    }
    return next;
  }

  /** Takes the line that {@link #peek} has shown. */
  ArrivingLine next() {
    return merge.next();
  }

  FilePositions position() {
    return new FilePositions(packed, begun, merge.positions());
  }

  @Override
  public void close() throws IOException {
    merge.close();
  }

  private void begin(ReplayOrder.Entry entry) throws UnreadableInputException {
    InputFile file = files.get(entry.index());
    FilePosition start = FilePosition.start(file.name(), file.compressed(), entry.disorder());
    begun++;
    merge.add(start, Long.MAX_VALUE, files.size());
  }

  private static boolean isDue(ReplayOrder.Entry file, Optional<ArrivingLine> next) {
    return next.isEmpty() || file.first() <= next.get().time();
  }
}
