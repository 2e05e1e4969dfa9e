package dev.tidemark.source.stream.files;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.files.InputGlob;
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
 * The lines of files that appear and grow, merged by arrival time as far as they go. Only complete
 * lines are emitted, until the stream is told to stop.
 */
final class FollowedFilesStream implements ArrivalStream<FollowPosition> {
  private static final long LOOK_INTERVAL_NANOS = 500_000_000;

  private final List<String> globs;
  private final FollowSettings settings;
  private final FollowedFiles files;
  private final LongSupplier nanos;
  private long lastLookNanos;
  private long lastLineNanos;
  private boolean hasLooked;
  private final Set<String> withoutFile = new HashSet<>();
  private boolean knowsHidden;

  /** The files that existed when the stream was told to stop. */
  private Optional<Map<String, MatchedFile>> atTheStop = Optional.empty();

  private boolean stopped;

  private FollowedFilesStream(
      List<String> globs, FollowSettings settings, FollowedFiles files, LongSupplier nanos) {
    this.globs = globs;
    this.settings = settings;
    this.files = files;
    this.nanos = nanos;
    this.lastLineNanos = nanos.getAsLong();
  }

  static FollowedFilesStream of(
      List<String> globs,
      ReadingFormat format,
      FollowSettings settings,
      Optional<FollowPosition> position,
      Duration maxArrivalStep,
      ReadTracer tracer) {
    return of(globs, format, settings, position, maxArrivalStep, tracer, System::nanoTime);
  }

  /**
   * Resumes where the files were left, with a clock for tests.
   *
   * @param nanos as {@link System#nanoTime()}
   */
  static FollowedFilesStream of(
      List<String> globs,
      ReadingFormat format,
      FollowSettings settings,
      Optional<FollowPosition> position,
      Duration maxArrivalStep,
      ReadTracer tracer,
      LongSupplier nanos) {
    return new FollowedFilesStream(
        globs, settings, FollowedFiles.of(format, position, maxArrivalStep, tracer), nanos);
  }

  @Override
  public Optional<ArrivingLine> next() throws UnreadableInputException {
    if (!stopped && (!hasLooked || nanos.getAsLong() - lastLookNanos >= LOOK_INTERVAL_NANOS)) {
      look();
    }
    if (!files.hasNext(stopped)) {
      return Optional.empty();
    }
    lastLineNanos = nanos.getAsLong();
    return Optional.of(files.next());
  }

  @Override
  public boolean hasEnded() throws UnreadableInputException {
    return stopped && !files.hasNext(true);
  }

  @Override
  public Optional<Duration> idleFor() {
    return settings.idleFor(nanos.getAsLong() - lastLineNanos);
  }

  @Override
  public FollowPosition position() {
    return files.position();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  /** Looks for new files, and for what was added to known ones. */
  private void look() throws UnreadableInputException {
    // Ask whether to stop first, so that what exists by then is still read, and no more.
    boolean last = atTheStop.isPresent() || LocalFiles.exists(settings.stop());
    Map<String, MatchedFile> there = atTheStop.isPresent() ? atTheStop.get() : list();
    if (last) {
      atTheStop = Optional.of(there);
    }
    boolean hasMore = false;
    int started = 0;
    for (Map.Entry<String, MatchedFile> match : there.entrySet()) {
      boolean fresh = !files.knows(match.getKey());
      if (fresh && !last && started == settings.maxFilesPerTrigger()) {
        continue;
      }
      if (fresh) {
        files.track(match.getKey());
        started++;
      }
      hasMore |= files.resume(match.getValue(), last);
    }
    files.retain(there.keySet());
    stopped = last && !hasMore;
    hasLooked = true;
    lastLookNanos = nanos.getAsLong();
  }

  private Map<String, MatchedFile> list() throws UnreadableInputException {
    Map<String, MatchedFile> there = new TreeMap<>();
    for (String glob : globs) {
      Matches matches = match(glob);
      reportFirst(glob, matches.files());
      for (MatchedFile match : matches.files()) {
        there.put(match.name(), match);
      }
      reportHidden(matches.leftOut());
    }
    return there;
  }

  /** Matches a glob; what cannot be read is reported. */
  private static Matches match(String glob) throws UnreadableInputException {
    try {
      Matches matches = InputGlob.match(glob);
      matches.problems().forEach(InputReports::report);
      return matches;
    } catch (IOException e) {
      throw new UnreadableInputException(glob, e);
    }
  }

  /** Reports a glob that matches nothing, which may be a typo, and its first file once it comes. */
  private void reportFirst(String glob, List<MatchedFile> matches) {
    if (!hasLooked && matches.isEmpty()) {
      withoutFile.add(glob);
      InputReports.report("no file matches " + glob + " yet; waiting for one");
    } else if (!matches.isEmpty() && withoutFile.remove(glob)) {
      InputReports.report(matches.get(0).name() + " is the first file that matches " + glob);
    }
  }

  /** Reports hidden files that appear; those that existed before have been reported already. */
  private void reportHidden(List<MatchedFile> leftOut) {
    if (hasLooked && !knowsHidden && !leftOut.isEmpty()) {
      InputReports.report(
          leftOut.get(0).name() + " is left out, as all names that begin with '_' or '.' are");
    }
    knowsHidden |= !leftOut.isEmpty();
  }
}
