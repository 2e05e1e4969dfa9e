package dev.tidemark.report;

import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.RowsFound;
import java.util.Optional;

/**
 * Says which rows of a sink a page is made from.
 *
 * @param isFinal whether its run has finished, so that no more rows will come
 */
record FoundText(String sink, RowsFound found, boolean isFinal) {
  /** That rows are missing, or are there that the run has not written. */
  Optional<String> warning() {
    if (!isFinal || !found.differ()) {
      return Optional.empty();
    }
    String name = Words.cut(sink, 40);
    String cause =
        found
            .brokenFile()
            .map(file -> Words.cut(file, 80) + " cannot be read to its end")
            .orElse("files were added or removed since");
    return Optional.of(
        found.read() > found.counted() || found.areAll()
            ? "%s holds %s, but its run has written %s; %s"
                .formatted(
                    name,
                    Words.counted(found.read(), "row", "rows"),
                    Words.number(found.counted()),
                    cause)
            : "of %s, %s".formatted(name, cause));
  }

  /**
   * A sentence for what is made from some of the rows.
   *
   * @param made what was done with the rows, as in "Drawn from"
   */
  Optional<String> note(String made) {
    if (warning().isPresent()) {
      String what = found.read() == 0 ? "Nothing to show: " : made + " what there is: ";
      return Optional.of(what + warning().get() + ".");
    }
    if (!found.areAll()) {
      return Optional.of(
          "%s the first rows of each file, %s of %s: a page reads no more."
              .formatted(made, Words.number(found.read()), Words.number(found.counted())));
    }
    return found.read() < found.counted()
        ? Optional.of(
            "%s the %s that can be seen so far; the run has written %s."
                .formatted(
                    made,
                    Words.counted(found.read(), "row", "rows"),
                    Words.number(found.counted())))
        : Optional.empty();
  }
}
