package dev.tidemark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.report.Detail.Part;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.facts.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which chapters are made again as a page shows less. */
class PieceTest {
  private final List<Integer> made = new ArrayList<>();

  @Test
  void chaptersAreMadeAgainWhereTheirPartIsHalved() {
    Piece piece = piece(Set.of(Part.DEVICES));

    for (int level = 0; level <= 2 * Part.values().length; level++) {
      make(piece, level);
    }

    assertThat(made).as("devices at most").containsExactly(16, 8, 4);
    assertThat(piece.chapters()).hasSize(1);
  }

  @Test
  void aPieceKnowsHowManyBytesItTakes() {
    int bytes = make(piece(Set.of(Part.DEVICES)), 0);

    assertThat(bytes)
        .isEqualTo(
            ("<section id=\"id\"><h2>title</h2><p>\u00e4</p></section>"
                        + "<li><a href=\"#id\">title</a></li>{}")
                    .length()
                + 1);
  }

  @Test
  void aPieceThatAsksForWhatItDoesNotSayIsRefused() {
    assertThatThrownBy(() -> make(piece(Set.of(Part.SPOTS)), 0))
        .hasMessage("a chapter depends on DEVICES and does not say so");
  }

  @Test
  void partsAreHalvedOneAfterTheOther() {
    assertThat(Detail.at(0).less()).isEmpty();
    assertThat(Detail.at(2).less())
        .containsExactly("coarser spots of event time against arrival", "fewer devices");
    assertThat(Detail.at(8).less()).hasSize(8).endsWith("fewer steps and transforms");
    assertThat(Detail.at(9).spot()).isEqualTo(8);
    assertThat(Detail.at(9).devices()).isEqualTo(8);
  }

  private Piece piece(Set<Part> parts) {
    return new Piece(
        parts,
        view -> {
          made.add(view.detail().devices());
          return List.of(new Chapter("id", "title", List.of(Chapter.prose("\u00e4"))));
        });
  }

  private static int make(Piece piece, int level) {
    RunReport run =
        new RunReport(
            "out", Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), List.of());
    return piece.make(run, Palette.of(Map.of()), Detail.at(level));
  }
}
