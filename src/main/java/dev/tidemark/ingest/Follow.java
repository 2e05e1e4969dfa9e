package dev.tidemark.ingest;

import dev.tidemark.ingest.FollowPosition.FollowedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The lines of files that appear and grow, merged by arrival time as far as they are there. Only
 * complete lines are taken, until the stream is told to stop.
 */
final class Follow implements Supply {
  /** What a person should know of the input: a counter of which only the name matters. */
  static final String REPORTS = "tidemark.reports";

  private static final long LOOK_EVERY_NANOS = 500_000_000;

  private final List<String> globs;
  private final FollowSettings settings;
  private final Sightings sightings;
  private final Map<String, FollowedFile> files = new TreeMap<>();
  private final Map<String, FileArrivals> open = new TreeMap<>();
  private final Merge merge = new Merge();
  private long lookedNanos;
  private long cameNanos = System.nanoTime();
  private boolean looked;

  /** What was there when the stream was told to stop. */
  private Optional<Map<String, Metadata>> atTheStop = Optional.empty();

  /** Whether more has come to a file than could be taken up yet. */
  private boolean waiting;

  private boolean stopped;

  private Follow(List<String> globs, FollowSettings settings, Sightings sightings) {
    this.globs = globs;
    this.settings = settings;
    this.sightings = sightings;
  }

  static Follow of(
      List<String> globs,
      FollowSettings settings,
      Optional<FollowPosition> position,
      Sightings sightings) {
    Follow follow = new Follow(globs, settings, sightings);
    position.ifPresent(
        known -> known.files().forEach(file -> follow.files.put(file.position().file(), file)));
    return follow;
  }

  @Override
  public Optional<Arrival> next() throws UnreadableInput {
    if (!stopped && (!looked || System.nanoTime() - lookedNanos >= LOOK_EVERY_NANOS)) {
      look();
    }
    if (!hasNext()) {
      return Optional.empty();
    }
    cameNanos = System.nanoTime();
    return Optional.of(merge.take());
  }

  @Override
  public boolean hasEnded() throws UnreadableInput {
    return stopped && !hasNext();
  }

  @Override
  public boolean isIdle() {
    return System.nanoTime() - cameNanos >= settings.idleTimeout().toNanos();
  }

  @Override
  public FollowPosition position() {
    List<FollowedFile> positions = new ArrayList<>();
    files.forEach(
        (name, file) ->
            positions.add(open.containsKey(name) ? file.at(open.get(name).position()) : file));
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
        giveUp(e);
      }
    }
  }

  private void giveUp(UnreadableInput unreadable) throws UnreadableInput {
    String name = unreadable.file();
    report(unreadable.getMessage());
    files.computeIfPresent(name, (same, file) -> file.givenUp());
    FileArrivals reading = open.remove(name);
    if (reading != null) {
      merge.remove(reading);
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
        files.put(name, new FollowedFile(FilePosition.start(name, compressed, 0), 0, 0, false));
      }
      if (!files.get(name).isGivenUp()) {
        try {
          files.put(name, goOn(files.get(name), match, last));
        } catch (UnreadableInput e) {
          giveUp(e);
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
    lookedNanos = System.nanoTime();
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
  private FollowedFile goOn(FollowedFile file, Metadata now, boolean last) throws UnreadableInput {
    String name = file.position().file();
    if (now.sizeBytes() < file.size()) {
      report(name + " has shrunk; no more of it is read");
      return file.givenUp();
    }
    if (now.sizeBytes() == file.size()
        && now.lastModifiedMillis() != file.lastModified()
        && file.size() > 0) {
      report(name + " has changed where it was read already; that is not read again");
    }
    FileArrivals reading = open.get(name);
    if (reading != null && reading.peek().isPresent()) {
      // There is something to give out of it yet: it is looked at again later.
      waiting = true;
      return file;
    }
    FollowedFile reached = file;
    if (reading != null) {
      reached = file.at(reading.position());
      merge.remove(reading);
      open.remove(name);
    }
    long from = reached.position().next();
    long end = last ? now.sizeBytes() : FileWatch.endOfLastLine(now, from);
    if (end > from) {
      FileArrivals more =
          FileArrivals.open(
              reached.position(),
              reached.position().compressed() ? Long.MAX_VALUE : end,
              sightings);
      open.put(name, more);
      merge.add(more);
    }
    return reached.seen(now.sizeBytes(), now.lastModifiedMillis());
  }

  private static void report(String what) {
    Metrics.counter(REPORTS, what).inc();
  }
}
