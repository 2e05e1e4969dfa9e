package dev.tidemark.source.stream.files;

import dev.tidemark.format.FileCompression;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.FileLines;
import dev.tidemark.source.files.MatchedFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.InputReports;
import dev.tidemark.source.stream.files.FollowPosition.FollowedFile;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a directory that a stream has started to read, merged by arrival time as far as they
 * go.
 *
 * <p>Only the end of a compressed file shows whether it is complete. Such a file is read when it
 * has not grown between two looks. If it ends in the middle of its data, it is treated as still
 * being written: reading resumes when it has grown.
 */
final class FollowedFiles {
  private final Map<String, FollowedFile> files = new TreeMap<>();
  private final ArrivalMerger merger;

  private FollowedFiles(ReadingFormat format, Duration maxArrivalStep, ReadTracer tracer) {
    this.merger =
        ArrivalMerger.inFileOrder(new FileTurns(format, tracer), maxArrivalStep, this::leftAt);
  }

  /** Resumes where each file was left. */
  static FollowedFiles of(
      ReadingFormat format,
      Optional<FollowPosition> position,
      Duration maxArrivalStep,
      ReadTracer tracer) {
    FollowedFiles followed = new FollowedFiles(format, maxArrivalStep, tracer);
    position.ifPresent(
        known -> known.files().forEach(file -> followed.files.put(file.position().file(), file)));
    return followed;
  }

  boolean knows(String name) {
    return files.containsKey(name);
  }

  void track(String name) {
    boolean compressed = FileCompression.isCompressed(name);
    files.put(name, FollowedFile.fresh(FilePosition.start(name, compressed)));
  }

  /**
   * Opens what was added to a file since the last look.
   *
   * @param last whether this is the last look, so that a line is read even without its line end
   * @return whether more was added than can be opened yet
   */
  boolean resume(MatchedFile now, boolean last) throws UnreadableInputException {
    String name = now.name();
    if (files.get(name).isGivenUp()) {
      return false;
    }
    try {
      return open(name, now, last);
    } catch (UnreadableInputException e) {
      boolean wasAllThere = files.get(name).opened() >= now.size();
      leave(e, last && wasAllThere);
      return !wasAllThere;
    }
  }

  /** Gives up the files that no longer exist; what is open of them is still read. */
  void retain(Set<String> there) {
    files.replaceAll(
        (name, file) -> {
          if (file.isGivenUp() || there.contains(name)) {
            return file;
          }
          InputReports.report(name + " is gone");
          return file.givenUp();
        });
  }

  /**
   * Whether there is a line. A file that cannot be read does not stop the others.
   *
   * @param last whether no file will be looked at again
   */
  boolean hasNext(boolean last) throws UnreadableInputException {
    while (true) {
      try {
        return merger.peek().isPresent();
      } catch (UnreadableInputException e) {
        leave(e, last);
      }
    }
  }

  /** Removes the next line. */
  ArrivingLine next() {
    return merger.next();
  }

  FollowPosition position() {
    Map<String, FollowedFile> reached = new TreeMap<>(files);
    for (FilePosition open : merger.positions()) {
      reached.computeIfPresent(open.file(), (name, file) -> file.at(open).interrupted());
    }
    return new FollowPosition(List.copyOf(reached.values()));
  }

  void close() throws IOException {
    merger.close();
  }

  private boolean open(String name, MatchedFile now, boolean last) throws UnreadableInputException {
    FollowedFile before = files.get(name);
    if (now.size() < before.size()) {
      InputReports.report(name + " has shrunk; no more of it is read");
      close(name);
      files.put(name, files.get(name).givenUp());
      return false;
    }
    boolean isSameSize = now.size() == before.size();
    boolean unchanged = isSameSize && now.lastModified() == before.lastModified();
    if (unchanged && !last && !merger.isOpen(name) && before.opened() >= before.size()) {
      // Most files of a directory never change: looking at them must cost next to nothing.
      return false;
    }
    if (isSameSize && !unchanged && before.opened() > 0) {
      InputReports.report(name + " has changed where it was read already; that is not read again");
    }
    boolean compressed = before.position().compressed();
    if (merger.hasMoreOf(name) && (compressed || !last)) {
      return true;
    }
    close(name);
    FollowedFile seen = files.get(name).seen(now.size(), now.lastModified());
    files.put(name, seen);
    long from = seen.position().next();
    long end =
        compressed ? endOfCompressed(seen, last || isSameSize, last) : endOfLines(now, from, last);
    if (end > from) {
      files.put(name, seen.open());
      merger.add(seen.position(), end, files.size());
    }
    return false;
  }

  private static long endOfLines(MatchedFile now, long from, boolean last)
      throws UnreadableInputException {
    return last ? now.size() : FileLines.endOfLastLine(now, from);
  }

  /** Returns the end of the file, wherever that is; 0 while there is no use in opening it. */
  private static long endOfCompressed(FollowedFile file, boolean isSameSize, boolean last) {
    boolean hasGrown = file.size() > file.opened();
    return (isSameSize && hasGrown) || (last && file.isCut()) ? Long.MAX_VALUE : 0;
  }

  /** Gives up a file that cannot be read, unless it is compressed and may still be written. */
  private void leave(UnreadableInputException unreadable, boolean last)
      throws UnreadableInputException {
    String name = unreadable.file();
    close(name);
    boolean mayBeWritten = knows(name) && files.get(name).position().compressed();
    if (mayBeWritten && !last && !unreadable.isFinal()) {
      files.put(name, files.get(name).cut());
    } else {
      InputReports.report(unreadable.getMessage());
      files.computeIfPresent(name, (same, file) -> file.givenUp());
    }
  }

  /** Closes a file, and keeps how far it was emitted. */
  private void close(String name) throws UnreadableInputException {
    merger.remove(name).ifPresent(this::leftAt);
  }

  private void leftAt(FilePosition position) {
    files.computeIfPresent(position.file(), (same, file) -> file.at(position));
  }
}
