package dev.tidemark.model.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.AnyReadings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

class BucketStateTest {
  private static final TasksByText BY_TEXT = new TasksByText(new DecodeCount());

  /** Against a plain map, however many keys there are, and whenever the state is encoded. */
  @Property(tries = 40)
  void isAsAMapOfWhichDueKeysAreVisited(
      @ForAll @IntRange(min = 1, max = 3_000) int keys, @ForAll Random random)
      throws CoderException {
    Map<String, Task> expected = new HashMap<>();
    BucketState<String, Task> state = BucketState.empty(BY_TEXT);
    for (int round = 0; round < 30; round++) {
      for (int i = random.nextInt(150); i > 0; i--) {
        String key = "user " + random.nextInt(keys);
        Task known = expected.computeIfAbsent(key, first -> new Task());
        Task kept = state.of(key);
        assertThat(kept).isEqualTo(known);
        long watermark = anyMoment(random, round);
        long time = anyMoment(random, round);
        known.next(watermark, time);
        kept.next(watermark, time);
      }
      state = atTimesEncoded(state, random);
      assertThat(state.size()).isEqualTo(expected.size());
      assertNext(state, expected);
      state = atTimesEncoded(state, random);
      visitDue(state, expected, anyMoment(random, round), anyMoment(random, round));
      assertThat(state.size()).isEqualTo(expected.size());
      assertNext(state, expected);
    }
    assertThat(contents(atTimesEncoded(state, random))).isEqualTo(expected);
    visitDue(state, expected, BucketState.NEVER, Long.MIN_VALUE);
    assertThat(contents(state)).isEqualTo(expected);
  }

  /** Each key that is due is visited once and moves on, and of these some are dropped. */
  private static void visitDue(
      BucketState<String, Task> state, Map<String, Task> expected, long watermark, long time) {
    List<String> due =
        expected.entrySet().stream()
            .filter(key -> key.getValue().isDue(watermark, time))
            .map(Map.Entry::getKey)
            .toList();
    List<String> visited = new ArrayList<>();
    state.visitDue(
        watermark,
        time,
        (key, task) -> {
          visited.add(key);
          assertThat(task).isEqualTo(expected.get(key));
          task.next(BucketState.NEVER, 1_000);
          return isLongTerm(key);
        });
    assertThat(visited).containsExactlyInAnyOrderElementsOf(due);
    due.forEach(key -> expected.get(key).next(BucketState.NEVER, 1_000));
    expected.keySet().removeIf(key -> due.contains(key) && !isLongTerm(key));
  }

  private static boolean isLongTerm(String key) {
    return key.endsWith("7");
  }

  private static void assertNext(BucketState<String, Task> state, Map<String, Task> expected) {
    assertThat(state.nextWatermark()).isEqualTo(first(expected, task -> task.watermark));
    assertThat(state.nextTime()).isEqualTo(first(expected, task -> task.time));
  }

  private static long first(Map<String, Task> tasks, ToLongFunction<Task> moment) {
    return tasks.values().stream().mapToLong(moment).min().orElse(BucketState.NEVER);
  }

  private static long anyMoment(Random random, int round) {
    return random.nextInt(3) == 0 ? BucketState.NEVER : round * 10L + random.nextInt(200) - 100;
  }

  private static BucketState<String, Task> atTimesEncoded(
      BucketState<String, Task> state, Random random) throws CoderException {
    return switch (random.nextInt(4)) {
      case 0 -> state;
      case 1 -> state.close();
      case 2 -> CoderUtils.clone(BucketStateCoder.of(BY_TEXT), state);
      default -> CoderUtils.clone(BucketStateCoder.of(BY_TEXT), state.close());
    };
  }

  private static Map<String, Task> contents(BucketState<String, Task> state) {
    Map<String, Task> contents = new HashMap<>();
    state.forEach((key, task) -> assertThat(contents.put(key, task)).isNull());
    return contents;
  }

  @Property(tries = 100)
  void keysOfAnyTypesAreFoundAgain(@ForAll("keys") List<ReadingKey> keys) throws CoderException {
    Map<ReadingKey, Task> expected = new HashMap<>();
    BucketState<ReadingKey, Task> state = BucketState.empty(new TasksByKey());
    for (int i = 0; i < keys.size(); i++) {
      expected.computeIfAbsent(keys.get(i), first -> new Task()).next(i, -i);
      state.of(keys.get(i)).next(i, -i);
      state = CoderUtils.clone(BucketStateCoder.of(new TasksByKey()), state);
    }
    state = CoderUtils.clone(BucketStateCoder.of(new TasksByKey()), state.close());
    assertThat(state.size()).isEqualTo(expected.size());
    for (ReadingKey key : keys) {
      assertThat(state.of(key)).isEqualTo(expected.get(key));
    }
    Map<ReadingKey, Task> found = new HashMap<>();
    state.forEach(found::put);
    assertThat(found).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<ReadingKey>> keys() {
    List<Field> fields =
        List.of(ActivitySchema.USER, ActivitySchema.GT, ActivitySchema.INDEX, ActivitySchema.X);
    return AnyReadings.readings()
        .map(reading -> ReadingKey.of(fields, reading))
        .list()
        .ofMaxSize(100);
  }

  @Example
  void startsWithNothingToDo() {
    BucketState<String, Task> state = BucketState.empty(BY_TEXT);
    assertThat(state.size()).isZero();
    assertThat(state.nextWatermark()).isEqualTo(BucketState.NEVER);
    assertThat(state.nextTime()).isEqualTo(BucketState.NEVER);
    state.visitDue(BucketState.NEVER, BucketState.NEVER, (key, task) -> false);
    assertThat(state.size()).isZero();
  }

  /** At a watermark or a time, not only after it. */
  @Example
  void aKeyIsDueWhenItsMomentIsReached() throws CoderException {
    for (boolean isEncoded : List.of(false, true)) {
      BucketState<String, Task> state = BucketState.empty(BY_TEXT);
      state.of("by watermark").next(10, BucketState.NEVER);
      state.of("by time").next(BucketState.NEVER, 20);
      if (isEncoded) {
        state = CoderUtils.clone(BucketStateCoder.of(BY_TEXT), state);
      }
      assertThat(due(state, 9, 19)).isEmpty();
      assertThat(due(state, 10, 19)).containsExactly("by watermark");
      assertThat(due(state, 9, 20)).containsExactly("by time");
      assertThat(due(state, 10, 20)).containsExactlyInAnyOrder("by watermark", "by time");
    }
  }

  /** A quiet key costs the copying of its bytes. */
  @Example
  void fewKeysAreDecodedForOne() throws CoderException {
    DecodeCount decoded = new DecodeCount();
    TasksByText format = new TasksByText(decoded);
    BucketState<String, Task> state = BucketState.empty(format);
    for (int key = 0; key < 4_000; key++) {
      state.of("user " + key).next(key, 4_000 - key);
    }
    // Nothing of it stays open, and the coder alone opens nothing.
    state = CoderUtils.clone(BucketStateCoder.of(format), state.close().close());
    assertThat(decoded.count).isZero();
    assertThat(state.nextWatermark()).isZero();
    assertThat(state.nextTime()).isEqualTo(1);
    assertThat(due(state, -1, 0)).isEmpty();
    assertThat(decoded.count).isZero();
    assertThat(state.of("user 5").watermark).isEqualTo(5);
    assertThat(decoded.count).isBetween(1, 40);
    decoded.count = 0;
    assertThat(due(state, 1, 0)).containsExactlyInAnyOrder("user 0", "user 1");
    assertThat(decoded.count).isBetween(1, 80);
  }

  /** The next readings are most likely theirs. */
  @Example
  void aFewKeysStayOpen() {
    BucketState<String, Task> state = BucketState.empty(BY_TEXT);
    Task task = state.of("a");
    assertThat(state.close().of("a")).isSameAs(task);
  }

  /** That a state is written as it is does not change it. */
  @Example
  void aStateThatIsEncodedCanBeUsedFurther() throws CoderException {
    BucketState<String, Task> state = BucketState.empty(BY_TEXT);
    state.of("a").next(1, 2);
    BucketState<String, Task> copy = CoderUtils.clone(BucketStateCoder.of(BY_TEXT), state);
    state.of("a").next(3, 4);
    state.of("b").next(5, 6);
    assertThat(copy.size()).isEqualTo(1);
    assertThat(copy.nextWatermark()).isEqualTo(1);
    assertThat(state.size()).isEqualTo(2);
    assertThat(state.nextWatermark()).isEqualTo(3);
  }

  private static List<String> due(BucketState<String, Task> state, long watermark, long time) {
    List<String> due = new ArrayList<>();
    state.visitDue(watermark, time, (key, task) -> due.add(key));
    Collections.sort(due);
    return due;
  }

  /** What is kept for a key: when to look at it, and how often that was set. */
  private static final class Task {
    private long count;
    private long watermark = BucketState.NEVER;
    private long time = BucketState.NEVER;

    void next(long nextWatermark, long nextTime) {
      count++;
      watermark = nextWatermark;
      time = nextTime;
    }

    boolean isDue(long atWatermark, long atTime) {
      return watermark <= atWatermark || time <= atTime;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Task that
          && count == that.count
          && watermark == that.watermark
          && time == that.time;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(count);
    }

    @Override
    public String toString() {
      return count + " times, " + watermark + ", " + time;
    }
  }

  /** How many values were decoded. */
  private static final class DecodeCount implements Serializable {
    private int count;
  }

  private abstract static class Tasks<K> implements BucketState.Format<K, Task> {
    @Override
    public int hash(K key) {
      return key.hashCode();
    }

    @Override
    public Task start(K key) {
      return new Task();
    }

    @Override
    public void write(K key, Task task, DataOutputStream out) throws IOException {
      writeKey(key, out);
      out.writeLong(task.count);
      out.writeLong(task.watermark);
      out.writeLong(task.time);
    }

    abstract void writeKey(K key, DataOutputStream out) throws IOException;

    @Override
    public Task readValue(K key, DataInputStream in) throws IOException {
      Task task = new Task();
      task.count = in.readLong();
      task.watermark = in.readLong();
      task.time = in.readLong();
      return task;
    }

    @Override
    public long dueAtWatermark(Task task) {
      return task.watermark;
    }

    @Override
    public long dueAtTime(Task task) {
      return task.time;
    }
  }

  private static final class TasksByText extends Tasks<String> {
    private final DecodeCount decoded;

    TasksByText(DecodeCount decoded) {
      this.decoded = decoded;
    }

    @Override
    void writeKey(String key, DataOutputStream out) throws IOException {
      out.writeUTF(key);
    }

    @Override
    public String readKey(DataInputStream in) throws IOException {
      decoded.count++;
      return in.readUTF();
    }
  }

  private static final class TasksByKey extends Tasks<ReadingKey> {
    @Override
    void writeKey(ReadingKey key, DataOutputStream out) throws IOException {
      ReadingKeyCoder.of().encode(key, out);
    }

    @Override
    public ReadingKey readKey(DataInputStream in) throws IOException {
      return ReadingKeyCoder.of().decode(in);
    }
  }
}
