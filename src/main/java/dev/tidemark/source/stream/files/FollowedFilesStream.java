package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.InputGlob.Matches;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.source.files.MatchedFile;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivalStream;
import dev.tidemark.source.stream.ArrivingLine;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.InputReports;
import dev.tidemark.trace.ReadTracer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The lines of files that appear and grow, merged by arrival time as far as they are there. Only
 * complete lines are taken, until the stream is told to stop.
 */
final class FollowedFilesStream implements ArrivalStream {
  private static final long LOOK_EVERY_NANOS = 500_000_000;

  private final List<String> globs;
  private final FollowSettings settings;
  private final FollowedFiles files;
  private final LongSupplier nanos;
  private long lookedNanos;
  private long cameNanos;
  private boolean looked;
  private final Set<String> withoutFile = new HashSet<>();
  private boolean knowsHidden;

  /** What was there when the stream was told to stop. */
  private Optional<Map<String, MatchedFile>> atTheStop = Optional.empty();

  private boolean stopped;

  private FollowedFilesStream(
      List<String> globs, FollowSettings settings, FollowedFiles files, LongSupplier nanos) {
    this.globs = globs;
    this.settings = settings;
    this.files = files;
    this.nanos = nanos;
    this.cameNanos = nanos.getAsLong();
  }

  static FollowedFilesStream of(
      List<String> globs,
      FollowSettings settings,
      Optional<FollowPosition> position,
      Duration maxArrivalStep,
      ReadTracer sightings) {
    return of(globs, settings, position, maxArrivalStep, sightings, System::nanoTime);
  }

  /**
   * Goes on where it was left, by a clock of one's own.
   *
   * @param nanos as {@link System#nanoTime()}
   */
  static FollowedFilesStream of(
      List<String> globs,
      FollowSettings settings,
      Optional<FollowPosition> position,
      Duration maxArrivalStep,
      ReadTracer sightings,
      LongSupplier nanos) {
    return new FollowedFilesStream(
        globs, settings, FollowedFiles.of(position, maxArrivalStep, sightings), nanos);
  }

  @Override
  public Optional<ArrivingLine> next() throws UnreadableInputException {
    if (!stopped && (!looked || nanos.getAsLong() - lookedNanos >= LOOK_EVERY_NANOS)) {
      look();
    }
    if (!files.hasNext(stopped)) {
      return Optional.empty();
    }
    cameNanos = nanos.getAsLong();
    return Optional.of(files.next());
  }

  @Override
  public boolean hasEnded() throws UnreadableInputException {
    return stopped && !files.hasNext(true);
  }

  @Override
  public boolean isIdle() {
    return Duration.ofNanos(nanos.getAsLong() - cameNanos).compareTo(settings.idleTimeout()) >= 0;
  }

  @Override
  public FollowPosition position() {
    return files.position();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  /** Looks for new files and for what has come to known ones. */
  private void look() throws UnreadableInputException {
    // First whether to stop: what is there by then is still read, and no more.
    boolean last = atTheStop.isPresent() || LocalFiles.exists(settings.stop());
    Map<String, MatchedFile> there = atTheStop.isPresent() ? atTheStop.get() : list();
    if (last) {
      atTheStop = Optional.of(there);
    }
    boolean waiting = false;
    int taken = 0;
    for (Map.Entry<String, MatchedFile> match : there.entrySet()) {
      boolean fresh = !files.knows(match.getKey());
      if (fresh && !last && taken == settings.maxFilesPerTrigger()) {
        continue;
      }
      if (fresh) {
        files.track(match.getKey());
        taken++;
      }
      waiting |= files.resume(match.getValue(), last);
    }
    files.retain(there.keySet());
    stopped = last && !waiting;
    looked = true;
    lookedNanos = nanos.getAsLong();
  }

  private Map<String, MatchedFile> list() throws UnreadableInputException {
    Map<String, MatchedFile> there = new TreeMap<>();
    for (String glob : globs) {
      Matches matches = FileProbe.match(glob);
      tellOfFirst(glob, matches.files());
      for (MatchedFile match : matches.files()) {
        there.put(match.name(), match);
      }
      tellOfHidden(matches.leftOut());
    }
    return there;
  }

  /** A glob that matches nothing may be a wrong one. */
  private void tellOfFirst(String glob, List<MatchedFile> matches) {
    if (!looked && matches.isEmpty()) {
      withoutFile.add(glob);
      InputReports.report("no file matches " + glob + " yet; waiting for one");
    } else if (!matches.isEmpty() && withoutFile.remove(glob)) {
      InputReports.report(matches.get(0).name() + " is the first file that matches " + glob);
    }
  }

  /** What was hidden when the stream began has been told of. */
  private void tellOfHidden(List<MatchedFile> leftOut) {
    if (looked && !knowsHidden && !leftOut.isEmpty()) {
      InputReports.report(
          leftOut.get(0).name() + " is left out, as all names that begin with '_' or '.' are");
    }
    knowsHidden |= !leftOut.isEmpty();
  }
}
