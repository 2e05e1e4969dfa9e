package dev.tidemark.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Merges the lines of several files by arrival time; of equal times the first file's come first.
 */
final class Merge {
  private static final Comparator<Next> ORDER =
      Comparator.<Next>comparingLong(next -> next.arrival().time())
          .thenComparing(next -> next.file().file());

  private final List<FileArrivals> files = new ArrayList<>();
  private final PriorityQueue<Next> heads = new PriorityQueue<>(ORDER);

  private record Next(Arrival arrival, FileArrivals file) {}

  /** Merges another file in. */
  void add(FileArrivals file) throws UnreadableInput {
    files.add(file);
    queue(file);
  }

  /** The next line of all, which stays. */
  Optional<Arrival> peek() {
    return Optional.ofNullable(heads.peek()).map(Next::arrival);
  }

  /** Takes the line that {@link #peek} has shown. */
  Arrival take() throws UnreadableInput {
    FileArrivals file = heads.remove().file();
    Arrival taken = file.take();
    queue(file);
    return taken;
  }

  List<FilePosition> positions() {
    return files.stream().map(FileArrivals::position).toList();
  }

  void close() throws IOException {
    for (FileArrivals file : files) {
      file.close();
    }
  }

  private void queue(FileArrivals file) throws UnreadableInput {
    Optional<Arrival> head = file.peek();
    if (head.isPresent()) {
      heads.add(new Next(head.get(), file));
    }
  }
}
