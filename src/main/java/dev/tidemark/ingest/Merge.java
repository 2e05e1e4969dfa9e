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

  /** The file of the last line taken: what is next of it is looked for when that is asked. */
  private Optional<FileArrivals> taken = Optional.empty();

  private record Next(Arrival arrival, FileArrivals file) {}

  /** Merges another file in. */
  void add(FileArrivals file) throws UnreadableInput {
    files.add(file);
    queue(file);
  }

  /** The next line of all, which stays. */
  Optional<Arrival> peek() throws UnreadableInput {
    Optional<FileArrivals> last = taken;
    taken = Optional.empty();
    if (last.isPresent()) {
      queue(last.get());
    }
    return Optional.ofNullable(heads.peek()).map(Next::arrival);
  }

  /** Takes the line that {@link #peek} has shown. */
  Arrival take() {
    FileArrivals file = heads.remove().file();
    taken = Optional.of(file);
    return file.take();
  }

  /** Closes a file; what it has not given yet is not taken from it any more. */
  void remove(FileArrivals file) throws UnreadableInput {
    files.remove(file);
    heads.removeIf(head -> head.file() == file);
    taken = taken.filter(last -> last != file);
    try {
      file.close();
    } catch (IOException e) {
      throw new UnreadableInput(file.file(), e);
    }
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
