package dev.tidemark.storage;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Locks a directory for one run, by a file {@code _running} that says which.
 *
 * <p>A lock is stale when its run was killed. On the holder's own host that is seen from its
 * process. On other hosts it is not: there a lock is stale if it does not change for {@link
 * #STALE_AFTER}, as its holder renews it every {@link #RENEW_EVERY}. No clocks are compared.
 *
 * <p>A stale lock is not replaced: if two runs did so, the second would remove the new lock of the
 * first. Instead a run creates its successor, {@code _running-2} after {@code _running}; of several
 * runs that try, one succeeds. A run that then finds the lock of another living run withdraws, so
 * that two runs never proceed, whatever the order of events.
 */
public final class DirectoryLock implements AutoCloseable {
  public static final String NAME = "_running";
  public static final Duration RENEW_EVERY = Duration.ofSeconds(10);
  static final Duration STALE_AFTER = Duration.ofSeconds(60);

  private static final Pattern FILE = Pattern.compile(NAME + "(?:-([0-9]{1,9}))?");
  private static final int MAX_ATTEMPTS = 10;
  private static final long POLL_MS = 50;

  private final String what;
  private final String directory;
  private final LockFiles files;
  private final PrintStream log;
  private final Duration staleAfter;
  private final LockHolder self;

  /** The texts of the lock files that are known to be stale. */
  private final Set<String> stale = new HashSet<>();

  private String name = NAME;
  private long renewedNanos = System.nanoTime();
  private boolean released;

  private DirectoryLock(
      String what,
      String directory,
      LockFiles files,
      String pipeline,
      Duration staleAfter,
      PrintStream log) {
    this.what = what;
    this.directory = directory;
    this.files = files;
    this.staleAfter = staleAfter;
    this.log = log;
    this.self = LockHolder.ofThisProcess(pipeline);
  }

  /**
   * Locks a directory, which is created if it is missing.
   *
   * @param what the directory is for, in a word
   * @param directory as the user named it
   * @throws FailureException if another run has it
   */
  public static DirectoryLock acquire(
      String what, String directory, LockFiles files, String pipeline, PrintStream log)
      throws FailureException, IOException {
    return acquire(what, directory, files, pipeline, STALE_AFTER, log);
  }

  static DirectoryLock acquire(
      String what,
      String directory,
      LockFiles files,
      String pipeline,
      Duration staleAfter,
      PrintStream log)
      throws FailureException, IOException {
    DirectoryLock lock = new DirectoryLock(what, directory, files, pipeline, staleAfter, log);
    lock.acquire();
    return lock;
  }

  /**
   * Renews the lock, so that runs on other hosts see that this one lives; to be called every {@link
   * #RENEW_EVERY}. A failure is ignored while the next call can still renew the lock in time.
   *
   * @throws FailureException if this run has lost the lock, or is about to
   */
  public void renew() throws FailureException {
    try {
      rewrite();
    } catch (IOException e) {
      Duration since = Duration.ofNanos(System.nanoTime() - renewedNanos);
      if (since.plus(RENEW_EVERY.multipliedBy(2)).compareTo(staleAfter) >= 0) {
        throw cannotRenew(e);
      }
    }
  }

  /**
   * Checks that this run still has the lock.
   *
   * @throws FailureException if it is not
   */
  public void check() throws FailureException {
    try {
      rewrite();
    } catch (IOException e) {
      throw cannotRenew(e);
    }
  }

  /** Releases the lock. */
  @Override
  public synchronized void close() throws IOException {
    if (!released) {
      released = true;
      if (isOwn(name)) {
        files.delete(name);
      }
    }
  }

  private void acquire() throws FailureException, IOException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      List<String> left = staleFiles();
      name = successorOf(left);
      if (files.create(name, self.toJson(Instant.now()))) {
        if (isAlone()) {
          for (String file : left) {
            files.delete(file);
          }
          return;
        }
        files.delete(name);
        pause(ThreadLocalRandom.current().nextLong(POLL_MS));
      }
    }
    throw new FailureException(
        ExitCode.CANNOT_WRITE,
        what + " " + directory + " is in use: other runs are starting there");
  }

  /**
   * Returns the lock files, if all of them are stale.
   *
   * @throws FailureException if one is not
   */
  private List<String> staleFiles() throws FailureException, IOException {
    List<String> left = new ArrayList<>();
    for (String file : lockFiles()) {
      Optional<String> found = files.read(file);
      if (found.isPresent()) {
        requireStale(file, found.get());
        left.add(file);
      }
    }
    return left;
  }

  /** Whether all other lock files are those that were found to be stale. */
  private boolean isAlone() throws IOException {
    for (String file : lockFiles()) {
      Optional<String> found = file.equals(name) ? Optional.empty() : files.read(file);
      if (found.isPresent() && !stale.contains(found.get())) {
        return false;
      }
    }
    return true;
  }

  private void requireStale(String file, String text) throws FailureException, IOException {
    if (stale.contains(text)) {
      return;
    }
    Optional<LockHolder> holder = LockHolder.parse(text);
    if (holder.isPresent() && holder.get().isOfThisSystem()) {
      if (holder.get().isAlive()) {
        throw inUse(holder.get());
      }
      say("%s was left by a run that has died (%s)", file, holder.get().description());
      stale.add(text);
    } else {
      watch(file, text, holder);
    }
  }

  /** Watches a lock whose process is on another host, or that is still being written. */
  private void watch(String file, String text, Optional<LockHolder> holder)
      throws FailureException, IOException {
    holder.ifPresent(
        other ->
            say(
                "%s belongs to another host (%s); waiting up to %,d s to see whether it is renewed",
                file, other.description(), staleAfter.toSeconds()));
    String last = text;
    long changedNanos = System.nanoTime();
    while (System.nanoTime() - changedNanos < staleAfter.toNanos()) {
      pause(POLL_MS);
      Optional<String> now = files.read(file);
      if (now.isEmpty()) {
        return;
      }
      Optional<LockHolder> renewed = LockHolder.parse(now.get());
      if (renewed.isPresent() && !now.get().equals(text)) {
        if (holder.isPresent()) {
          throw inUse(renewed.get());
        }
        requireStale(file, now.get());
        return;
      }
      if (!now.get().equals(last)) {
        last = now.get();
        changedNanos = System.nanoTime();
      }
    }
    say(
        "%s%s was not renewed for %,d s: its run has died",
        file,
        holder.map(other -> " (" + other.description() + ")").orElse(""),
        staleAfter.toSeconds());
    stale.add(last);
  }

  private synchronized void rewrite() throws FailureException, IOException {
    if (released) {
      return;
    }
    if (!isOwn(name) || isSucceeded()) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          what
              + " "
              + directory
              + " no longer belongs to this run: its lock "
              + name
              + " was removed or taken over");
    }
    files.rewrite(name, self.toJson(Instant.now()));
    renewedNanos = System.nanoTime();
  }

  /** Whether another run has taken over, and has not withdrawn after a moment. */
  private boolean isSucceeded() throws IOException {
    for (int poll = 0; poll < MAX_ATTEMPTS; poll++) {
      if (lockFiles().stream().allMatch(file -> generation(file) <= generation(name))) {
        return false;
      }
      pause(POLL_MS);
    }
    return true;
  }

  private boolean isOwn(String file) throws IOException {
    return files
        .read(file)
        .flatMap(LockHolder::parse)
        .filter(holder -> holder.id().equals(self.id()))
        .isPresent();
  }

  private List<String> lockFiles() throws IOException {
    return files.names(NAME).stream().filter(DirectoryLock::isLock).toList();
  }

  /** Whether a file is a lock, by its name. */
  public static boolean isLock(String file) {
    return FILE.matcher(file).matches();
  }

  /** The name of the lock that comes after these. */
  private static String successorOf(List<String> files) {
    int last = files.stream().mapToInt(DirectoryLock::generation).max().orElse(0);
    return last == 0 ? NAME : NAME + "-" + (last + 1);
  }

  private static int generation(String file) {
    Matcher matcher = FILE.matcher(file);
    return matcher.matches() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : 1;
  }

  private FailureException inUse(LockHolder holder) {
    return new FailureException(
        ExitCode.CANNOT_WRITE,
        what
            + " "
            + directory
            + " is in use by another run ("
            + holder.description()
            + "); wait for its end, or name another "
            + what);
  }

  private FailureException cannotRenew(Exception e) {
    return new FailureException(
        ExitCode.CANNOT_WRITE,
        List.of("cannot renew the lock " + directory + "/" + name + ": " + e.getMessage()),
        e);
  }

  private void say(String format, Object... values) {
    log.println("tidemark: " + directory + "/" + String.format(Locale.ROOT, format, values));
  }

  private static void pause(long ms) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
