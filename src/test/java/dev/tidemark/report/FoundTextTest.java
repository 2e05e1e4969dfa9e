package dev.tidemark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.report.facts.RowsFound;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a page says where it does not show all rows of a sink, or not those that were written. */
class FoundTextTest {
  @Test
  void missingRowsAreAWarningInAFinishedRun() {
    FoundText text = text(new RowsFound(1500, 1200, true, Optional.empty()), true);

    assertThat(text.warning())
        .contains(
            "counts holds 1,200 rows, but its run has written 1,500; files were added or removed"
                + " since");
    assertThat(text.note("Drawn from"))
        .contains(
            "Drawn from what there is: counts holds 1,200 rows, but its run has written 1,500;"
                + " files were added or removed since.");
  }

  @Test
  void withoutRowsThereIsNothingToShow() {
    assertThat(text(new RowsFound(5, 0, true, Optional.empty()), true).note("Drawn from"))
        .contains(
            "Nothing to show: counts holds 0 rows, but its run has written 5; files were added or"
                + " removed since.");
  }

  @Test
  void soAreRowsThatWereAdded() {
    assertThat(text(new RowsFound(2, 3, true, Optional.empty()), true).warning())
        .contains(
            "counts holds 3 rows, but its run has written 2; files were added or removed since");
  }

  @Test
  void aFileThatIsCutShortIsNamed() {
    assertThat(text(new RowsFound(9, 7, true, Optional.of("part-1.jsonl")), true).warning())
        .contains(
            "counts holds 7 rows, but its run has written 9; part-1.jsonl cannot be read to its"
                + " end");
    assertThat(text(new RowsFound(9000, 7, false, Optional.of("part-1.jsonl")), true).warning())
        .as("beside the bound of a page")
        .contains("of counts, part-1.jsonl cannot be read to its end");
  }

  @Test
  void theBoundOfAPageIsNoWarning() {
    FoundText text = text(new RowsFound(1_000_000, 200_000, false, Optional.empty()), true);

    assertThat(text.warning()).isEmpty();
    assertThat(text.note("Drawn from"))
        .contains(
            "Drawn from the first rows of each file, 200,000 of 1,000,000: a page reads no more.");
  }

  @Test
  void aRunThatGoesOnHasNoWarning() {
    FoundText text = text(new RowsFound(9, 7, true, Optional.of("part-1.jsonl")), false);

    assertThat(text.warning()).isEmpty();
    assertThat(text.note("Drawn from"))
        .contains("Drawn from the 7 rows that can be seen so far; the run has written 9.");
  }

  @Test
  void nothingIsSaidWhereAllIsShown() {
    FoundText text = text(new RowsFound(7, 7, true, Optional.empty()), true);

    assertThat(text.warning()).isEmpty();
    assertThat(text.note("Drawn from")).isEmpty();
  }

  private static FoundText text(RowsFound found, boolean isFinal) {
    return new FoundText("counts", found, isFinal);
  }
}
