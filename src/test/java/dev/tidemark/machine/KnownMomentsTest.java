package dev.tidemark.machine;

import static dev.tidemark.testing.Readings.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.Readings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KnownMomentsTest {
  private static final First FIRST = first(1, 1_000, "a", "phone", true, 7);

  @Example
  void momentsBeforeTheGivenOneAreForgotten() {
    KnownMoments known = KnownMoments.none();
    known.add(-1, FIRST);
    known.add(4, FIRST);
    known.add(5, FIRST);
    known.forgetBefore(5);
    assertThat(known.size()).isEqualTo(1);
    assertThat(known.firstOf(4)).isEmpty();
    assertThat(known.firstOf(5)).contains(FIRST);
    known.forgetBefore(6);
    assertThat(known.size()).isZero();
  }

  @Property(tries = 300)
  void itIsReadAsItWasWritten(@ForAll("moments") Map<Long, First> moments) throws IOException {
    KnownMoments known = KnownMoments.none();
    moments.forEach(known::add);
    KnownMoments read = copyOf(known);
    assertThat(read).isEqualTo(known);
    assertThat(read.size()).isEqualTo(moments.size());
    moments.forEach((micros, first) -> assertThat(read.firstOf(micros)).contains(first));
    read.add(0, FIRST);
    assertThat(read.firstOf(0)).contains(FIRST);
  }

  /** Times and indexes that go back and forth, and names that recur. */
  @Provide
  Arbitrary<Map<Long, First>> moments() {
    Arbitrary<First> firsts =
        Combinators.combine(
                AnyReadings.wholes(),
                AnyReadings.wholes(),
                AnyReadings.texts(),
                AnyReadings.texts(),
                Arbitraries.of(true, false),
                AnyReadings.wholes())
            .as(Readings::first);
    return Arbitraries.maps(AnyReadings.wholes(), firsts).ofMaxSize(30);
  }

  @Example
  void hundredsOfNames() throws IOException {
    KnownMoments known = KnownMoments.none();
    for (int i = 0; i < 1_000; i++) {
      known.add(i, first(1_000 - i, -i, "user" + i % 300, "device" + i, i % 2 == 0, -i));
    }
    assertThat(copyOf(known)).isEqualTo(known);
  }

  /** A phone's readings, 5 ms apart: ten bytes each, not the fifty that an object has. */
  @Example
  void aMomentTakesFewBytes() throws IOException {
    KnownMoments known = KnownMoments.none();
    for (int i = 0; i < 10_000; i++) {
      long nanos = 1_424_686_733_176_178_965L + i * 5_035_000L;
      long arrival = Math.floorDiv(nanos, 1_000_000L) + 3;
      known.add(Math.floorDiv(nanos, 1_000L), first(arrival, nanos, "a", "nexus4_1", true, i));
    }
    assertThat(written(known).length).isLessThan(10_000 * 11);
  }

  @Example
  void equalContentIsEqual() {
    KnownMoments some = KnownMoments.none();
    KnownMoments others = KnownMoments.none();
    some.add(1, FIRST);
    assertThat(List.of(some)).isNotEqualTo(List.of(others));
    others.add(1, FIRST);
    assertThat(some).isEqualTo(others).hasSameHashCodeAs(others);
  }

  private static KnownMoments copyOf(KnownMoments known) throws IOException {
    return KnownMoments.readFrom(new DataInputStream(new ByteArrayInputStream(written(known))));
  }

  private static byte[] written(KnownMoments known) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    known.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
