package dev.tidemark.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Books;
import dev.tidemark.model.Field;
import dev.tidemark.model.Note;
import dev.tidemark.model.Reading;
import dev.tidemark.model.RowBlock;
import dev.tidemark.model.SetAside;
import dev.tidemark.ordered.InOrder;
import dev.tidemark.testing.Readings;
import dev.tidemark.trace.ReadingId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTest {
  private static final SessionGap GAP = new SessionGap(Duration.ofSeconds(5));
  private final Reading first = Readings.atMillis(0).device("d").index(1).x(1).build();
  private final Reading second = Readings.atMillis(9000).device("d").index(2).x(2).build();

  @Test
  void theRowsAreTheMachinesOwnAndTheNotesTellOfOneReading() {
    CappedSessions sessions = new CappedSessions(InOrder.CREATION, Field.USER, GAP, 9, Field.X);
    List<String> rows = InOrder.run(sessions, List.of(first, second));
    assertThat(rows).hasSize(2);

    assertThat(told(sessions, 1))
        .isEqualTo(block(rows, new Note.Event("step", first, "taken in order")));
    assertThat(told(sessions, 2))
        .isEqualTo(
            block(
                rows,
                new Note.Event(
                    "step", second, "taken in order; then came the row " + rows.get(0))));
    assertThat(told(sessions, 3)).isEqualTo(block(rows));
  }

  private RowBlock told(CappedSessions sessions, long index) {
    Watched<CappedSessions.Session> watched =
        new Watched<>(sessions, "step", new ReadingId("a", "d", index));
    return Watched.pack(InOrder.run(watched, List.of(first, second)), SetAside.NOTHING);
  }

  private static RowBlock block(List<String> rows, Note... notes) {
    return new RowBlock(rows, new SetAside(List.of(), Books.EMPTY, List.of(notes)));
  }
}
