package dev.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Books.Outcome;
import org.junit.jupiter.api.Test;

class BooksTest {
  @Test
  void countsAddUpByStepAndOutcome() {
    Books books =
        Books.of("read", Outcome.READ, 3)
            .plus(Books.of("read", Outcome.READ, 4))
            .plus(Books.of("count", Outcome.READ, 5))
            .plus(Books.of("count", Outcome.LATE, 1));
    assertThat(books.count("read", Outcome.READ)).isEqualTo(7);
    assertThat(books.count("count", Outcome.READ)).isEqualTo(5);
    assertThat(books.total(Outcome.READ)).isEqualTo(12);
    assertThat(books.total(Outcome.DUPLICATE)).isZero();
  }

  @Test
  void noneIsNoEntry() {
    assertThat(Books.of("read", Outcome.READ, 0)).isEqualTo(Books.EMPTY);
    assertThat(Books.EMPTY.plus(Books.of("a", Outcome.READ, 1)).plus(Books.EMPTY))
        .isEqualTo(Books.of("a", Outcome.READ, 1));
  }
}
