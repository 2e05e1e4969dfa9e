package dev.tidemark.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.function.Supplier;

/**
 * Prints the rows of results as their files appear below the output directory. A file appears as a
 * whole and stays, so each row is printed once, on whichever host it was made.
 */
final class Console {
  private static final long LOOK_EVERY_MS = 500;

  private final Folder folder;
  private final Collection<String> sinks;
  private final PrintStream out;
  private final Set<String> printed = new HashSet<>();

  private Console(Folder folder, Collection<String> sinks, PrintStream out) {
    this.folder = folder;
    this.sinks = sinks;
    this.out = out;
  }

  /** Prints what appears in the folders of the sinks. */
  static Console of(Folder folder, Collection<String> sinks, PrintStream out) {
    return new Console(folder, sinks, out);
  }

  /** A file of rows that has not been printed. */
  private record Part(String sink, String file) {
    String name() {
      return sink + "/" + file;
    }
  }

  /** Prints again and again while the work goes on. */
  <T> T during(Supplier<T> work) {
    Timer timer = Repeating.every(LOOK_EVERY_MS, "tidemark-console", this::printWhatCanBeRead);
    try {
      return work.get();
    } finally {
      timer.cancel();
      printWhatCanBeRead();
    }
  }

  /** Prints all that has not been printed yet. */
  void printAll() throws Failure {
    try {
      print();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PIPELINE_FAILED, List.of("cannot print rows: " + e.getMessage()), e);
    }
  }

  private void printWhatCanBeRead() {
    try {
      print();
    } catch (IOException e) {
      // What cannot be read now is read again the next time; at the end that is an error.
    }
  }

  private synchronized void print() throws IOException {
    List<Part> fresh = new ArrayList<>();
    for (String sink : sinks) {
      for (String file : folder.child(sink).files(ResultFiles::areRows)) {
        fresh.add(new Part(sink, file));
      }
    }
    fresh.removeIf(part -> printed.contains(part.name()));
    // A stream's files are in the order of their names.
    fresh.sort(Comparator.comparing(Part::file).thenComparing(Part::sink));
    for (Part part : fresh) {
      String rows = folder.child(part.sink()).read(part.file());
      StringBuilder text = new StringBuilder();
      rows.lines().forEach(row -> text.append(part.sink()).append(' ').append(row).append('\n'));
      // Rows are UTF-8 wherever they go.
      out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
      printed.add(part.name());
    }
    out.flush();
  }
}
