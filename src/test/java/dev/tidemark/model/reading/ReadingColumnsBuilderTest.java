package dev.tidemark.model.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReadingColumnsBuilderTest {
  /** However readings come, in stretches or one by one, they are what was appended. */
  @Property(tries = 200)
  void whatWasAppendedIsThere(@ForAll Random random) {
    List<ReadingColumns> sources = List.of(source(random), source(random), source(random));
    ReadingColumnsBuilder builder =
        new ReadingColumnsBuilder(ActivitySchema.SCHEMA, random.nextInt(40));
    List<Reading> appended = new ArrayList<>();
    ReadingColumnsBuilder growing = new ReadingColumnsBuilder(ActivitySchema.SCHEMA, 0);
    for (int step = random.nextInt(60); step > 0; step--) {
      ReadingColumns from = sources.get(random.nextInt(sources.size()));
      int start = random.nextInt(from.size());
      switch (random.nextInt(5)) {
        case 0 -> {
          Reading judged = Readings.judgedBy(from.get(start), random.nextInt(9));
          builder.add(judged);
          appended.add(judged);
        }
        case 1 -> {
          builder.begin();
          for (int field = 0; field < ActivitySchema.SCHEMA.fields().size(); field++) {
            builder.copy(field, from.column(ActivitySchema.SCHEMA.fields().get(field)), start);
          }
          builder.endAs(from, start);
          appended.add(from.get(start));
        }
        case 2 -> {
          // One after the other, as each is appended to columns that grow.
          for (int row = start; row < from.size(); row++) {
            growing.add(from, row);
            builder.add(growing.last());
            appended.add(from.get(row));
          }
        }
        default -> {
          int end = start + 1 + random.nextInt(from.size() - start);
          for (int row = start; row < end; row++) {
            builder.add(from, row);
            appended.add(from.get(row));
          }
        }
      }
      assertThat(builder.size()).isEqualTo(appended.size());
      if (random.nextInt(5) == 0) {
        assertThat(builder.last()).isEqualTo(appended.get(appended.size() - 1));
      }
    }

    assertThat(builder.build()).isEqualTo(appended);
  }

  private static ReadingColumns source(Random random) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      Readings reading = Readings.atMillis(random.nextInt(50)).arrival(random.nextInt(50));
      if (random.nextBoolean()) {
        reading.index(random.nextInt(9)).model("m" + random.nextInt(3)).x(random.nextInt(4));
      }
      readings.add(
          random.nextInt(4) == 0 ? reading.clock(random.nextInt(60)).build() : reading.build());
    }
    return ReadingColumns.of(readings);
  }
}
