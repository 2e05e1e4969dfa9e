package dev.tidemark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import org.junit.jupiter.api.Test;

class DuplicateRowsTest {
  private final Reading reading = Readings.atMillis(1).user("u").device("d").index(4).build();

  @Test
  void aDuplicateNamesTheReadingThatWasKept() {
    First first = First.of(Readings.atMillis(1).device("c").index(-2).build());
    assertThat(SideOutputRows.of(new DuplicateReading(first, reading)))
        .isEqualTo(
            """
            {"reason":"duplicate","first":{"Arrival_Time":1,"Creation_Time":1000000,"Device":"c",\
            "Index":-2},"reading":{"Arrival_Time":1,"Creation_Time":1000000,"Device":"d","Index":4,\
            "Model":null,"User":"u","gt":null,"x":null,"y":null,"z":null}}\
            """);
  }

  @Test
  void anAbsentIndexIsNull() {
    First first = First.of(Readings.atMillis(1).device("c").build());
    assertThat(SideOutputRows.of(new DuplicateReading(first, reading)))
        .contains("\"Device\":\"c\",\"Index\":null}");
  }
}
