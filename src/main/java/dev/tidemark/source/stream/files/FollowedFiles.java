package dev.tidemark.source.stream.files;

import dev.tidemark.format.FileCompression;
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
 * The files of a directory that have been taken up; what is there of them is merged by arrival
 * time.
 *
 * <p>Whether a compressed file is complete shows at its end alone. It is read when it has not grown
 * between two looks; where it ends in the middle of its data it is gone on with when it has grown.
 */
final class FollowedFiles {
  private final Map<String, FollowedFile> files = new TreeMap<>();
  private final ArrivalMerger merge;

  private FollowedFiles(Duration maxArrivalStep, ReadTracer sightings) {
    this.merge = ArrivalMerger.inFileOrder(new FileTurns(sightings), maxArrivalStep, this::leftAt);
  }

  /** Goes on where each file was left. */
  static FollowedFiles of(
      Optional<FollowPosition> position, Duration maxArrivalStep, ReadTracer sightings) {
    FollowedFiles growing = new FollowedFiles(maxArrivalStep, sightings);
    position.ifPresent(
        known -> known.files().forEach(file -> growing.files.put(file.position().file(), file)));
    return growing;
  }

  boolean knows(String name) {
    return files.containsKey(name);
  }

  void track(String name) {
    boolean compressed = FileCompression.isCompressed(name);
    files.put(name, FollowedFile.fresh(FilePosition.start(name, compressed, 0)));
  }

  /**
   * Opens what has come to a file since it was last looked at.
   *
   * @param last nothing is looked at any more, so a line is taken even where its end is missing
   * @return whether more has come than can be opened yet
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

  /** Gives up the files that are not there any more; what is open of them is still read. */
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
   * Whether there is a line; a file that cannot be read on stops nothing.
   *
   * @param last such a file is not looked at again, so whoever writes it comes too late
   */
  boolean hasNext(boolean last) throws UnreadableInputException {
    while (true) {
      try {
        return merge.peek().isPresent();
      } catch (UnreadableInputException e) {
        leave(e, last);
      }
    }
  }

  /** Takes the line that is next. */
  ArrivingLine next() {
    return merge.next();
  }

  FollowPosition position() {
    Map<String, FollowedFile> reached = new TreeMap<>(files);
    for (FilePosition open : merge.positions()) {
      reached.computeIfPresent(open.file(), (name, file) -> file.at(open).interrupted());
    }
    return new FollowPosition(List.copyOf(reached.values()));
  }

  void close() throws IOException {
    merge.close();
  }

  private boolean open(String name, MatchedFile now, boolean last) throws UnreadableInputException {
    FollowedFile before = files.get(name);
    if (now.size() < before.size()) {
      InputReports.report(name + " has shrunk; no more of it is read");
      shut(name);
      files.put(name, files.get(name).givenUp());
      return false;
    }
    boolean still = now.size() == before.size();
    boolean unchanged = still && now.lastModified() == before.lastModified();
    if (unchanged && !last && !merge.isOpen(name) && before.opened() >= before.size()) {
      // Most files of a directory lie still: a look at them must cost next to nothing.
      return false;
    }
    if (still && !unchanged && before.opened() > 0) {
      InputReports.report(name + " has changed where it was read already; that is not read again");
    }
    boolean compressed = before.position().compressed();
    if (merge.hasMoreOf(name) && (compressed || !last)) {
      return true;
    }
    shut(name);
    FollowedFile seen = files.get(name).seen(now.size(), now.lastModified());
    files.put(name, seen);
    long from = seen.position().next();
    long end =
        compressed ? endOfCompressed(seen, last || still, last) : endOfLines(now, from, last);
    if (end > from) {
      files.put(name, seen.open());
      merge.add(seen.position(), end, files.size());
    }
    return false;
  }

  private static long endOfLines(MatchedFile now, long from, boolean last)
      throws UnreadableInputException {
    return last ? now.size() : FileProbe.endOfLastLine(now, from);
  }

  /** Wherever that is; at the front while there is no use in opening the file. */
  private static long endOfCompressed(FollowedFile file, boolean still, boolean last) {
    boolean hasGrown = file.size() > file.opened();
    return (still && hasGrown) || (last && file.isCut()) ? Long.MAX_VALUE : 0;
  }

  /** Reads no further in a file, unless it is a compressed one that may still be written. */
  private void leave(UnreadableInputException unreadable, boolean last)
      throws UnreadableInputException {
    String name = unreadable.file();
    shut(name);
    boolean mayBeWritten = knows(name) && files.get(name).position().compressed();
    if (mayBeWritten && !last && !unreadable.isFinal()) {
      files.put(name, files.get(name).cut());
    } else {
      InputReports.report(unreadable.getMessage());
      files.computeIfPresent(name, (same, file) -> file.givenUp());
    }
  }

  /** Closes what is open of a file, and keeps how far it was given out. */
  private void shut(String name) throws UnreadableInputException {
    merge.remove(name).ifPresent(this::leftAt);
  }

  private void leftAt(FilePosition position) {
    files.computeIfPresent(position.file(), (same, file) -> file.at(position));
  }
}
