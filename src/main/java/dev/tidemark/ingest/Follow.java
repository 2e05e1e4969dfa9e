package dev.tidemark.ingest;

import dev.tidemark.ingest.FollowPosition.FollowedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The lines of files that appear and grow, merged by arrival time as far as they are there. Only
 * complete lines are taken, until the stream is told to stop.
 *
 * <p>Whether a compressed file is complete shows at its end alone. It is read when it has not grown
 * between two looks; where it ends in the middle of its data it is gone on with when it has grown.
 */
final class Follow implements Supply {
  /** What a person should know of the input: a counter of which only the name matters. */
  static final String REPORTS = "tidemark.reports";

  private static final long LOOK_EVERY_NANOS = 500_000_000;

  private final List<String> globs;
  private final FollowSettings settings;
  private final Sightings sightings;
  private final LongSupplier nanos;
  private final Map<String, FollowedFile> files = new TreeMap<>();
  private final Map<String, FileArrivals> open = new TreeMap<>();
  private final Merge merge = new Merge();
  private long lookedNanos;
  private long cameNanos;
  private boolean looked;

  /** What was there when the stream was told to stop. */
  private Optional<Map<String, Metadata>> atTheStop = Optional.empty();

  /** Whether more has come to a file than could be taken up yet. */
  private boolean waiting;

  private boolean stopped;

  private Follow(
      List<String> globs, FollowSettings settings, Sightings sightings, LongSupplier nanos) {
    this.globs = globs;
    this.settings = settings;
    this.sightings = sightings;
    this.nanos = nanos;
    this.cameNanos = nanos.getAsLong();
  }

  static Follow of(
      List<String> globs,
      FollowSettings settings,
      Optional<FollowPosition> position,
      Sightings sightings) {
    return of(globs, settings, position, sightings, System::nanoTime);
  }

  /**
   * Goes on where it was left, by a clock of one's own.
   *
   * @param nanos as {@link System#nanoTime()}
   */
  static Follow of(
      List<String> globs,
      FollowSettings settings,
      Optional<FollowPosition> position,
      Sightings sightings,
      LongSupplier nanos) {
    Follow follow = new Follow(globs, settings, sightings, nanos);
    position.ifPresent(
        known -> known.files().forEach(file -> follow.files.put(file.position().file(), file)));
    return follow;
  }

  @Override
  public Optional<Arrival> next() throws UnreadableInput {
    if (!stopped && (!looked || nanos.getAsLong() - lookedNanos >= LOOK_EVERY_NANOS)) {
      look();
    }
    if (!hasNext()) {
      return Optional.empty();
    }
    cameNanos = nanos.getAsLong();
    return Optional.of(merge.take());
  }

  @Override
  public boolean hasEnded() throws UnreadableInput {
    return stopped && !hasNext();
  }

  @Override
  public boolean isIdle() {
    return nanos.getAsLong() - cameNanos >= settings.idleTimeout().toNanos();
  }

  @Override
  public FollowPosition position() {
    List<FollowedFile> positions = new ArrayList<>();
    files.forEach(
        (name, file) ->
            positions.add(
                open.containsKey(name) ? file.at(open.get(name).position()).interrupted() : file));
    return new FollowPosition(positions);
  }

  @Override
  public void close() throws IOException {
    merge.close();
  }

  /** Whether there is a line; a file that cannot be read on stops nothing. */
  private boolean hasNext() throws UnreadableInput {
    while (true) {
      try {
        return merge.peek().isPresent();
      } catch (UnreadableInput e) {
        leave(e, stopped);
      }
    }
  }

  /**
   * Reads no further in a file.
   *
   * @param forGood it is not looked at again, so whoever writes it comes too late
   */
  private void leave(UnreadableInput unreadable, boolean forGood) throws UnreadableInput {
    String name = unreadable.file();
    FileArrivals reading = open.remove(name);
    if (reading != null) {
      files.computeIfPresent(name, (same, file) -> file.at(reading.position()));
      merge.remove(reading);
    }
    boolean mayBeWritten = files.containsKey(name) && files.get(name).position().compressed();
    if (mayBeWritten && !forGood) {
      files.put(name, files.get(name).cut());
    } else {
      report(unreadable.getMessage());
      files.computeIfPresent(name, (same, file) -> file.givenUp());
    }
  }

  /** Looks for new files and for what has come to known ones. */
  private void look() throws UnreadableInput {
    // First whether to stop: what is there by then is still read, and no more.
    boolean last = atTheStop.isPresent() || FileWatch.exists(settings.stop());
    Map<String, Metadata> there = atTheStop.isPresent() ? atTheStop.get() : list();
    if (last) {
      atTheStop = Optional.of(there);
    }
    waiting = false;
    int taken = 0;
    for (Metadata match : there.values()) {
      String name = match.resourceId().toString();
      if (!files.containsKey(name)) {
        if (!last && taken == settings.maxFilesPerTrigger()) {
          continue;
        }
        taken++;
        boolean compressed = Compression.detect(name) != Compression.UNCOMPRESSED;
        files.put(name, FollowedFile.fresh(FilePosition.start(name, compressed, 0)));
      }
      if (!files.get(name).isGivenUp()) {
        try {
          goOn(files.get(name), match, last);
        } catch (UnreadableInput e) {
          boolean wasAllThere = files.get(name).opened() >= match.sizeBytes();
          leave(e, last && wasAllThere);
          waiting |= !wasAllThere;
        }
      }
    }
    for (String name : new TreeSet<>(files.keySet())) {
      if (!there.containsKey(name) && !files.get(name).isGivenUp()) {
        files.put(name, files.get(name).givenUp());
        report(name + " is gone");
      }
    }
    stopped = last && !waiting;
    looked = true;
    lookedNanos = nanos.getAsLong();
  }

  private Map<String, Metadata> list() throws UnreadableInput {
    Map<String, Metadata> there = new TreeMap<>();
    for (String glob : globs) {
      for (Metadata match : FileWatch.match(glob)) {
        there.put(match.resourceId().toString(), match);
      }
    }
    return there;
  }

  /** Opens what has come to a file since it was last looked at. */
  private void goOn(FollowedFile file, Metadata now, boolean last) throws UnreadableInput {
    String name = file.position().file();
    if (now.sizeBytes() < file.size()) {
      report(name + " has shrunk; no more of it is read");
      files.put(name, file.givenUp());
      return;
    }
    if (now.sizeBytes() == file.size()
        && now.lastModifiedMillis() != file.lastModified()
        && file.opened() > 0) {
      report(name + " has changed where it was read already; that is not read again");
    }
    FileArrivals reading = open.get(name);
    boolean drained = reading != null && reading.peek().isEmpty();
    boolean compressed = file.position().compressed();
    if (reading != null && !drained && (compressed || !last)) {
      // There is something to give out of it yet: it is looked at again later.
      waiting = true;
      return;
    }
    FollowedFile reached = file;
    if (reading != null) {
      reached = file.at(reading.position());
      merge.remove(reading);
      open.remove(name);
    }
    boolean still = last || now.sizeBytes() == file.size();
    FollowedFile seen = reached.seen(now.sizeBytes(), now.lastModifiedMillis());
    files.put(name, seen);
    long from = seen.position().next();
    long end = compressed ? endOfCompressed(seen, still, last) : endOfLines(now, from, last);
    if (end > from) {
      files.put(name, seen.open());
      FileArrivals more = FileArrivals.open(seen.position(), end, sightings);
      open.put(name, more);
      merge.add(more);
    }
  }

  private static long endOfLines(Metadata now, long from, boolean last) throws UnreadableInput {
    return last ? now.sizeBytes() : FileWatch.endOfLastLine(now, from);
  }

  /** Wherever that is; at the front while there is no use in opening the file. */
  private static long endOfCompressed(FollowedFile file, boolean still, boolean last) {
    boolean hasGrown = file.size() > file.opened();
    return (still && hasGrown) || (last && file.isCut()) ? Long.MAX_VALUE : 0;
  }

  private static void report(String what) {
    Metrics.counter(REPORTS, what).inc();
  }
}
