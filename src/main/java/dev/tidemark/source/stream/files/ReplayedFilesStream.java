package dev.tidemark.source.stream.files;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivalStream;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.ReplayPacer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The lines of files that do not change, merged by arrival time, each when it is due. A file is
 * opened when its first line comes next.
 */
final class ReplayedFilesStream implements ArrivalStream<ReplayPosition> {
  private final List<InputFile> files;
  private final ReplayOrder order;
  private final ArrivalMerger merger;
  private final ReplayPacer pacer;
  private int begun;

  private ReplayedFilesStream(
      List<InputFile> files,
      ReplayOrder order,
      ArrivalMerger merger,
      ReplayPacer pacer,
      int begun) {
    this.files = files;
    this.order = order;
    this.merger = merger;
    this.pacer = pacer;
    this.begun = begun;
  }

  /** Starts with the first line, once each file has been read to find their order. */
  static ReplayedFilesStream start(
      List<InputFile> files, ReadingFormat format, ArrivalMerger merger, ReplayPacer pacer)
      throws UnreadableInputException {
    return new ReplayedFilesStream(files, ReplayOrder.survey(files, format), merger, pacer, 0);
  }

  /** Resumes at a position in the same files. */
  static ReplayedFilesStream resume(
      List<InputFile> files, ReplayPosition position, ArrivalMerger merger, ReplayPacer pacer)
      throws UnreadableInputException {
    for (FilePosition file : position.open()) {
      merger.add(file, Long.MAX_VALUE, files.size());
    }
    return new ReplayedFilesStream(files, position.order(), merger, pacer, position.begun());
  }

  @Override
  public Optional<ArrivingLine> next() throws UnreadableInputException {
    Optional<ArrivingLine> next = peek();
    return next.isPresent() && pacer.isDue(next.get())
        ? Optional.of(merger.next())
        : Optional.empty();
  }

  /** Returns the next line without removing it, due or not; empty where none is left. */
  Optional<ArrivingLine> peek() throws UnreadableInputException {
    Optional<ArrivingLine> next = merger.peek();
    while (begun < order.files().size() && isFirst(order.files().get(begun), next)) {
      begin(order.files().get(begun));
      next = merger.peek();
    }
    return next;
  }

  @Override
  public boolean hasEnded() throws UnreadableInputException {
    return peek().isEmpty();
  }

  @Override
  public ReplayPosition position() {
    return new ReplayPosition(order, begun, merger.positions());
  }

  @Override
  public void close() throws IOException {
    merger.close();
  }

  private void begin(ReplayOrder.Entry entry) throws UnreadableInputException {
    InputFile file = files.get(entry.index());
    begun++;
    merger.add(
        FilePosition.start(file.name(), file.compressed(), entry.disorder(), entry.strays()),
        Long.MAX_VALUE,
        files.size());
  }

  private static boolean isFirst(ReplayOrder.Entry file, Optional<ArrivingLine> next) {
    return next.isEmpty() || file.first() <= next.get().time();
  }
}
