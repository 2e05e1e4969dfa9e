package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.DropKnownDuplicates;
import dev.tidemark.machine.KnownMoments;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

class KeyedStatesTest {
  private static final List<Field> USER = List.of(ActivitySchema.USER);
  private static final MachineTrace COUNT = new MachineTrace();

  /** Against a plain map, with many keys, of which some have readings between two encodings. */
  @Example
  void eachKeyKeepsItsStateHoweverManyThereAre() throws CoderException {
    Random random = new Random(5);
    Map<String, Long> expected = new HashMap<>();
    Map<String, Long> takenTo = new HashMap<>();
    KeyedStates<Long> states = KeyedStates.none(COUNT, USER);
    for (int bundle = 0; bundle < 40; bundle++) {
      for (int i = 0; i < 100; i++) {
        String user = "user " + random.nextInt(2_000);
        KeyedStates.KeyState<Long> state = states.of(readingOf(user), 0);
        assertThat(state.value()).isEqualTo(expected.getOrDefault(user, 0L));
        assertThat(states.takenTo(readingOf(user), 0))
            .isEqualTo(takenTo.getOrDefault(user, Long.MIN_VALUE));
        state.set(state.value() + 1);
        state.takenTo(bundle - 20);
        expected.merge(user, 1L, Long::sum);
        takenTo.put(user, bundle - 20L);
      }
      assertThat(states.size()).isEqualTo(expected.size());
      states = CoderUtils.clone(new KeyedStates.StatesCoder<>(COUNT, USER), states.close());
    }
    Map<String, Long> found = new HashMap<>();
    states.forEach(state -> found.put(name(state), state.value()));
    assertThat(found).isEqualTo(expected);
  }

  @Property(tries = 200)
  void keysOfAnyTypesAreFoundAgain(@ForAll("readings") List<Reading> readings)
      throws CoderException {
    List<Field> key =
        List.of(ActivitySchema.USER, ActivitySchema.GT, ActivitySchema.INDEX, ActivitySchema.X);
    KeyedStates<Long> states = KeyedStates.none(COUNT, key);
    KeyedStates.StatesCoder<Long> coder = new KeyedStates.StatesCoder<>(COUNT, key);
    for (int i = 0; i < readings.size(); i++) {
      states.of(readings.get(i).columns(), readings.get(i).row()).set((long) i);
      states = CoderUtils.clone(coder, states.close());
      assertThat(states.of(readings.get(i).columns(), readings.get(i).row()).value()).isEqualTo(i);
      states = CoderUtils.clone(coder, states.close());
    }
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    return AnyReadings.readings().list().ofMaxSize(40);
  }

  @Example
  void aRunTouchesAStateOnce() {
    KeyedStates<Long> states = KeyedStates.none(COUNT, USER);
    KeyedStates.KeyState<Long> state = states.of(readingOf("a"), 0);
    states.beginRun();
    assertThat(List.of(states.touch(state), states.touch(state))).containsExactly(true, false);
    states.beginRun();
    assertThat(states.touch(state)).isTrue();
  }

  @Example
  void toAskWhatWasTakenLeavesNoState() {
    KeyedStates<Long> states = KeyedStates.none(COUNT, USER);
    assertThat(states.takenTo(readingOf("a"), 0)).isEqualTo(Long.MIN_VALUE);
    assertThat(states.size()).isZero();
  }

  /**
   * A key is as if it had never been there, but for a reading that is late behind what was taken.
   */
  @Example
  void aKeyOfWhichNothingIsRememberedIsDropped() {
    KeyedStates<KnownMoments> states = remembering();
    take(states, "a", 1_000);
    take(states, "b", 5_000);
    states.forgetBefore(2_000, 60_000);
    assertThat(states.size()).as("its time has not come").isEqualTo(2);
    states.forgetBefore(62_001, 60_000);
    List<String> left = new ArrayList<>();
    states.forEach(state -> left.add(name(state)));
    assertThat(left).containsExactly("b");
    states.forgetBefore(66_000, 60_000);
    assertThat(states.size()).as("its time has not come").isEqualTo(1);
    states.forgetBefore(66_000, 0);
    assertThat(states.size()).isZero();
  }

  @Example
  void aKeyThatIsAheadIsKept() {
    KeyedStates<KnownMoments> states = KeyedStates.none(machine(), USER);
    states.of(readingOf("a"), 0).takenTo(9_000);
    states.forgetBefore(9_000, 0);
    assertThat(states.size()).isEqualTo(1);
    states.forgetBefore(9_001, 0);
    assertThat(states.size()).isZero();
  }

  private static KeyedStates<KnownMoments> remembering() {
    return KeyedStates.none(machine(), USER);
  }

  private static DropKnownDuplicates machine() {
    return new DropKnownDuplicates(
        new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10)),
        Duration.ofSeconds(60));
  }

  private static void take(KeyedStates<KnownMoments> states, String user, long millis) {
    Reading reading = Readings.atMillis(millis).user(user).build();
    KeyedStates.KeyState<KnownMoments> state = states.of(reading.columns(), reading.row());
    state.set(machine().next(state.value(), reading, verdict -> {}));
    state.takenTo(millis);
  }

  private static ReadingColumns readingOf(String user) {
    return Readings.atMillis(0).user(user).build().columns();
  }

  private static String name(KeyedStates.KeyState<?> state) {
    Optional<Comparable<?>> user = state.key().values().get(0);
    return user.orElseThrow().toString();
  }
}
