package dev.tidemark.progress;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.PeriodicTask;
import dev.tidemark.storage.Directory;
import dev.tidemark.terminal.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Prints the rows of results as their files appear below the output directory. A file appears as a
 * whole and stays, so each row is printed once, on whichever host it was made.
 */
public final class ResultConsole {
  private static final long POLL_MS = 500;

  /** More files than a sink can get while the rows of one of them are on their way to it. */
  private static final int MAX_NAMES = 10_000;

  private final Directory directory;
  private final Collection<String> sinks;
  private final PrintStream out;
  private final Map<String, Printed> printed = new HashMap<>();

  /** Whether micro-batches that run again may still replace files that were there before. */
  private boolean isResuming;

  /**
   * The last of the files that were there before, in the order of names; empty if none is known.
   */
  private Optional<String> lastBefore = Optional.empty();

  private ResultConsole(
      Directory directory, Collection<String> sinks, PrintStream out, boolean isResuming) {
    this.directory = directory;
    this.sinks = sinks;
    this.out = out;
    this.isResuming = isResuming;
  }

  /** Prints what appears in the directories of the sinks. */
  public static ResultConsole of(Directory directory, Collection<String> sinks, PrintStream out) {
    return new ResultConsole(directory, sinks, out, false);
  }

  /**
   * The same for a stream that resumes after a crash. What was there before is printed too, but not
   * until a later file shows that all micro-batches that run again are over, or until the end.
   */
  public ResultConsole resuming() {
    return new ResultConsole(directory, sinks, out, true);
  }

  /** A file of rows that has not been printed. */
  private record Part(String sink, String file) {}

  /** The reader of stdout has closed it. */
  public static final class ReaderGoneException extends RuntimeException {
    ReaderGoneException() {
      super("stdout was closed by its reader");
    }
  }

  /**
   * The files of a sink that have been printed. They are in the order of their names, but one that
   * took longer to write may appear after its followers: the last names are kept, and what comes
   * before them is all printed.
   */
  private static final class Printed {
    private final NavigableSet<String> last = new TreeSet<>();
    private String allUpTo = "";

    boolean contains(String file) {
      return file.compareTo(allUpTo) <= 0 || last.contains(file);
    }

    void add(String file) {
      last.add(file);
      if (last.size() > MAX_NAMES) {
        allUpTo = last.pollFirst();
      }
    }
  }

  /** Prints rows as they appear until the work is done. */
  @SuppressWarnings("try") // The task works until it is closed.
  public <T> T during(BackgroundTasks tasks, Supplier<T> work) {
    try (PeriodicTask prints = tasks.every(POLL_MS, "console", this::printWhatCanBeRead)) {
      return work.get();
    } finally {
      printRest();
    }
  }

  /**
   * Prints all that has not been printed yet.
   *
   * @throws ReaderGoneException if nobody reads it
   */
  public void printAll() throws FailureException {
    try {
      isResuming = false;
      print();
      if (out.checkError()) {
        throw new ReaderGoneException();
      }
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.PIPELINE_FAILED, List.of("cannot print rows: " + e.getMessage()), e);
    }
  }

  /** Prints what is left when the pipeline has ended; how it ended is reported elsewhere. */
  private void printRest() {
    try {
      isResuming = false;
      printWhatCanBeRead();
    } catch (ReaderGoneException e) {
      // printAll finds and reports it again.
    }
  }

  /** Prints what has appeared; what cannot be read now is read again the next time. */
  void printWhatCanBeRead() {
    try {
      print();
    } catch (IOException e) {
      // At the end that is an error.
    }
  }

  private synchronized void print() throws IOException {
    List<Part> fresh = new ArrayList<>();
    for (String sink : sinks) {
      for (String file : directory.child(sink).files(ResultFiles::areRows)) {
        fresh.add(new Part(sink, file));
      }
    }
    fresh.removeIf(part -> printed(part.sink()).contains(part.file()));
    // A stream's files are in the order of their names.
    fresh.sort(Comparator.comparing(Part::file).thenComparing(Part::sink));
    if (fresh.isEmpty() || mayBeReplaced(fresh.get(fresh.size() - 1).file())) {
      return;
    }
    for (Part part : fresh) {
      String rows = directory.child(part.sink()).read(part.file());
      StringBuilder text = new StringBuilder();
      rows.lines()
          .skip(isHeaded(part.file()) ? 1 : 0)
          .forEach(
              row ->
                  text.append(part.sink())
                      .append(' ')
                      .append(TerminalText.escape(row))
                      .append('\n'));
      // Rows are UTF-8 in every locale.
      out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
      printed(part.sink()).add(part.file());
      // This also flushes. A PrintStream throws nothing: it has to be asked.
      if (out.checkError()) {
        throw new ReaderGoneException();
      }
    }
  }

  private boolean mayBeReplaced(String last) {
    if (isResuming) {
      lastBefore = lastBefore.or(() -> Optional.of(last));
      isResuming = last.compareTo(lastBefore.get()) <= 0;
    }
    return isResuming;
  }

  /** Whether the first line of a file names the fields of its rows. */
  private static boolean isHeaded(String file) {
    return file.endsWith(".csv");
  }

  private Printed printed(String sink) {
    return printed.computeIfAbsent(sink, name -> new Printed());
  }
}
