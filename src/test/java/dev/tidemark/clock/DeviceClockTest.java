package dev.tidemark.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.Field.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks whose answers were worked out by hand. */
class DeviceClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** 23 Feb 2015 10:18:54 UTC, when the first reading of most of these devices arrives, in s. */
  private static final long START = 1_424_686_734L;

  /** A device's readings: when they arrived, in ms, and when they say that they happened, in ns. */
  private static final class Device {
    private final List<long[]> readings = new ArrayList<>();

    void add(long arrivalMs, long event) {
      readings.add(new long[] {arrivalMs, event});
    }

    /** Readings a second apart, which arrive at whole seconds. */
    void addSeconds(int count, long firstArrival, long firstEvent) {
      for (int i = 0; i < count; i++) {
        add((firstArrival + i) * 1_000, firstEvent + i * SECOND);
      }
    }

    /** The same for readings in any order of their files. */
    DeviceClock clock() {
      DeviceClock clock = clock(Unit.NANOS);
      Collections.shuffle(readings, new Random(16));
      assertThat(clock(Unit.NANOS)).isEqualTo(clock);
      Collections.reverse(readings);
      assertThat(clock(Unit.NANOS)).isEqualTo(clock);
      return clock;
    }

    DeviceClock clock(Unit written) {
      ClockSurvey survey = new ClockSurvey(written, 10_000, Long.MAX_VALUE);
      try {
        for (long[] reading : readings) {
          survey.add("d", reading[0], reading[1]);
        }
      } catch (ClockSurvey.TooManyReadingsException e) {
        throw new AssertionError(e);
      }
      return survey.clocks().get(0);
    }
  }

  private static List<ClockSegment> segments(DeviceClock clock) {
    return clock.correction().segments();
  }

  @Test
  void aClockThatOnlyTheDelaysVaryOfIsOk() {
    Device device = new Device();
    for (int i = 0; i < 200; i++) {
      // Delays of 2,000, 2,005, 2,010, 2,015 and 2,020 ms.
      device.add(
          START * 1_000 + i * 100L,
          START * SECOND + i * 100L * MILLI - 2 * SECOND - i % 5 * 5L * MILLI);
    }
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.OK);
    assertThat(clock.needsCorrection()).isFalse();
    assertThat(clock.readings()).isEqualTo(200);
    // The last arrives 19.9 s after the first, and happened 2.02 s before.
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment(
                (START - 2) * SECOND,
                START * SECOND + 19_900 * MILLI - 2_020 * MILLI,
                -2 * SECOND,
                0));
    assertThat(clock.residuals()).isEqualTo(new Residuals(10 * MILLI, 20 * MILLI, 20 * MILLI));
  }

  @Test
  void aPhoneThatIsHalfAnHourAhead() {
    Device device = new Device();
    device.addSeconds(100, START, (START + 1_846) * SECOND - 4 * MILLI);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.AHEAD);
    assertThat(segments(clock).get(0).subtract()).isEqualTo(1_846 * SECOND - 4 * MILLI);
    assertThat(clock.residuals()).isEqualTo(new Residuals(0, 0, 0));
  }

  @Test
  void aClockIsBehindOnceItIsOffByMoreThanTheTolerance() {
    Device at = new Device();
    at.addSeconds(100, START, (START - 10) * SECOND);
    assertThat(at.clock().verdict()).isEqualTo(Verdict.OK);
    Device beyond = new Device();
    beyond.addSeconds(100, START, (START - 10) * SECOND - 1);
    assertThat(beyond.clock().verdict()).isEqualTo(Verdict.BEHIND);
  }

  @Test
  void aClockThatIsSetAhead() {
    Device device = new Device();
    device.addSeconds(100, START, (START - 1) * SECOND);
    device.addSeconds(60, START + 100, (START + 159) * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.SET);
    assertThat(clock.sets()).isEqualTo(1);
    assertThat(clock.pauses()).isZero();
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment((START - 1) * SECOND, (START + 98) * SECOND, -SECOND, 0),
            new ClockSegment((START + 159) * SECOND, (START + 218) * SECOND, 59 * SECOND, 0));
    assertThat(clock.residuals().largest()).isZero();
  }

  @Test
  void aClockThatIsSetBackShowsTimesTwice() {
    Device device = new Device();
    device.addSeconds(100, START, (START - 1) * SECOND);
    device.addSeconds(60, START + 100, (START + 39) * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.SET);
    assertThat(clock.sets()).isEqualTo(1);
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment((START - 1) * SECOND, (START + 98) * SECOND, -SECOND, 0),
            new ClockSegment((START + 39) * SECOND, (START + 98) * SECOND, -61 * SECOND, 0));
    // Each reading is corrected by the segment of its own arrival, so that none is off.
    assertThat(clock.residuals().largest()).isZero();
  }

  /** Readings 100 ms apart arrive 5 ms later, but one from before the jump 250 ms later. */
  @ParameterizedTest
  @ValueSource(longs = {20_000, -20_000})
  void aReadingThatIsOvertakenAtAJumpBelongsBeforeIt(long jumpMs) {
    Device device = new Device();
    for (int i = 0; i < 200; i++) {
      long happened = START * 1_000 + i * 100L;
      device.add(happened + (i == 99 ? 250 : 5), (happened + (i < 100 ? 0 : jumpMs)) * MILLI);
    }
    DeviceClock clock = device.clock();
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment(START * SECOND, START * SECOND + 9_900 * MILLI, -5 * MILLI, 0),
            new ClockSegment(
                START * SECOND + (10_000 + jumpMs) * MILLI,
                START * SECOND + (19_900 + jumpMs) * MILLI,
                (jumpMs - 5) * MILLI,
                0));
    assertThat(clock.residuals().largest()).isEqualTo(245 * MILLI);
  }

  @Test
  void aClockThatStandsStillWhileTheDeviceSleeps() {
    Device device = new Device();
    device.addSeconds(100, START, (START - 1) * SECOND);
    // 31 s pass, of which the clock shows one.
    device.addSeconds(60, START + 130, (START + 99) * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.PAUSES);
    assertThat(clock.pauses()).isEqualTo(1);
    assertThat(clock.sets()).isZero();
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment((START - 1) * SECOND, (START + 98) * SECOND, -SECOND, 0),
            new ClockSegment((START + 99) * SECOND, (START + 158) * SECOND, -31 * SECOND, 0));
  }

  @Test
  void aJumpIsMoreThanAQuarterOfASecond() {
    for (long jump : new long[] {250 * MILLI, 250 * MILLI + 1}) {
      Device device = new Device();
      device.addSeconds(100, START, (START - 1) * SECOND);
      device.addSeconds(100, START + 100, (START + 99) * SECOND - jump);
      assertThat(segments(device.clock())).hasSize(jump == 250 * MILLI ? 1 : 2);
    }
  }

  @Test
  void fortyNineReadingsThatAreLateAreNoJumpButFiftyAre() {
    for (int late : new int[] {49, 50}) {
      Device device = new Device();
      device.addSeconds(100, START, (START - 1) * SECOND);
      device.addSeconds(late, START + 100, (START + 98) * SECOND);
      device.addSeconds(100, START + 100 + late, (START + 99 + late) * SECOND);
      // A reading that is not late, further than fifty on, does not count.
      assertThat(segments(device.clock())).hasSize(late == 49 ? 1 : 3);
    }
  }

  @Test
  void aClockThatGains50PartsPerMillion() {
    Device device = new Device();
    for (int i = 0; i < 1_000; i++) {
      // Delays of 0, 4 or 8 ms beside those of the clock.
      device.add(
          (START + i) * 1_000, (START - 1) * SECOND + i * (SECOND + 50_000L) - i % 3 * 4L * MILLI);
    }
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.DRIFTS);
    assertThat(segments(clock)).hasSize(1);
    // Of the event time: 50,000 / 1.00005.
    assertThat(segments(clock).get(0).driftPpb()).isEqualTo(49_998);
    assertThat(segments(clock).get(0).subtract()).isBetween(-SECOND, -SECOND + 500);
    assertThat(clock.residuals().median()).isBetween(4 * MILLI, 4 * MILLI + 1_000);
    assertThat(clock.residuals().largest()).isBetween(8 * MILLI, 8 * MILLI + 1_000);
  }

  @Test
  void aClockThatLoses50PartsPerMillionForHoursDoesNotJump() {
    Device device = new Device();
    for (int i = 0; i < 20_000; i++) {
      device.add((START + i) * 1_000, (START - 1) * SECOND + i * (SECOND - 50_000L));
    }
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.DRIFTS);
    assertThat(segments(clock)).hasSize(1);
    // Of the event time: 50,000 / 0.99995.
    assertThat(segments(clock).get(0).driftPpb()).isEqualTo(-50_003);
    assertThat(clock.residuals().largest()).isLessThan(10_000);
  }

  @Test
  void noOscillatorDriftsByMoreThan500PartsPerMillion() {
    for (long gained : new long[] {490_000, 510_000}) {
      Device device = new Device();
      for (int i = 0; i < 100; i++) {
        device.add((START + i) * 1_000, (START - 1) * SECOND + i * (SECOND + gained));
      }
      assertThat(device.clock().verdict())
          .isEqualTo(gained == 490_000 ? Verdict.DRIFTS : Verdict.OK);
    }
  }

  @Test
  void aSlopeThatOnlyOneHalfShowsIsNoDrift() {
    Device device = new Device();
    for (int i = 0; i < 1_000; i++) {
      long gained = i < 500 ? i * 100_000L : 50 * MILLI;
      device.add((START + i) * 1_000, (START - 1) * SECOND + i * SECOND + gained);
    }
    assertThat(device.clock().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void oneReadingHasAClockToo() {
    Device device = new Device();
    device.add(START * 1_000, (START + 60) * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.AHEAD);
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment((START + 60) * SECOND, (START + 60) * SECOND, 60 * SECOND, 0));
    assertThat(clock.residuals()).isEqualTo(new Residuals(0, 0, 0));
  }

  @Test
  void anyTimesHaveAClock() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      Device device = new Device();
      long arrival = START * 1_000;
      int spread = 1 << random.nextInt(20);
      for (int i = random.nextInt(200); i >= 0; i--) {
        arrival += random.nextInt(2_000);
        device.add(arrival, (arrival - random.nextInt(spread)) * MILLI);
      }
      DeviceClock clock = device.clock(Unit.NANOS);
      assertThat(clock.correction().segments()).isNotEmpty();
      assertThat(clock.residuals().median()).isLessThanOrEqualTo(clock.residuals().largest());
    }
  }

  @Test
  void readingsThatArriveAtOnceWereHeldUp() {
    Device device = new Device();
    for (int i = 0; i < 100; i++) {
      device.add(START * 1_000, (START - 100 + i) * SECOND);
    }
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.OK);
    // The last happened 1 s before it arrived, the first 100 s before.
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment((START - 100) * SECOND, (START - 1) * SECOND, -SECOND, 0));
    assertThat(clock.residuals()).isEqualTo(new Residuals(49 * SECOND, 98 * SECOND, 99 * SECOND));
  }

  /** Sixty readings of the last minute come after all others, each held up for another time. */
  @Test
  void readingsThatAreHeldUpForDifferentTimesAreNoClockThatWasSet() {
    Device device = new Device();
    device.addSeconds(200, START, (START - 1) * SECOND);
    // 2 is a primitive root of 61, so its powers are the numbers from 1 to 60, in no order.
    long power = 1;
    for (int i = 0; i < 60; i++) {
      device.add((START + 200 + i) * 1_000, (START + 195 + i - power) * SECOND);
      power = power * 2 % 61;
    }
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.OK);
    assertThat(clock.sets()).isZero();
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment((START - 1) * SECOND, (START + 198) * SECOND, -SECOND, 0));
  }

  @Test
  void aDeviceThatDeliversEveryTenMinutesHasARightClock() {
    Device device = new Device();
    for (int i = 0; i < 6_000; i++) {
      device.add((START + (i / 600 + 1) * 600L) * 1_000, (START + i) * SECOND);
    }
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.OK);
    assertThat(segments(clock)).hasSize(1);
    assertThat(segments(clock).get(0).subtract()).isEqualTo(-SECOND);
    assertThat(clock.residuals().largest()).isEqualTo(599 * SECOND);
  }

  @Test
  void oneReadingFromTheFutureIsNoClockThatWasSet() {
    Device device = new Device();
    device.addSeconds(100, START, (START - 1) * SECOND);
    device.add((START + 100) * 1_000, (START + 86_400) * SECOND);
    device.addSeconds(100, START + 101, (START + 100) * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.OK);
    assertThat(segments(clock).get(0).subtract()).isEqualTo(-SECOND);
  }

  @Test
  void aClockThatCountsFromBootAndBeginsAgain() {
    Device device = new Device();
    device.addSeconds(100, START, 100 * SECOND);
    device.addSeconds(100, START + 130, 5 * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.FROM_BOOT);
    assertThat(clock.scale().epoch()).isEqualTo(EventScale.Epoch.FROM_BOOT);
    assertThat(clock.sets()).isEqualTo(1);
    assertThat(segments(clock))
        .containsExactly(
            new ClockSegment(100 * SECOND, 199 * SECOND, (100 - START) * SECOND, 0),
            new ClockSegment(5 * SECOND, 104 * SECOND, (5 - START - 130) * SECOND, 0));
    assertThat(clock.residuals().largest()).isZero();
  }

  @Test
  void aClockThatCountsFromBootInMilliseconds() {
    Device device = new Device();
    for (int i = 0; i < 200; i++) {
      device.add((START + i) * 1_000, 27_920_678 + i * 1_000);
    }
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.FROM_BOOT);
    assertThat(clock.correction().unit()).isEqualTo(Unit.MILLIS);
    assertThat(clock.needsCorrection()).isTrue();
    assertThat(segments(clock).get(0).from()).isEqualTo(27_920_678 * MILLI);
    // What a run reads as 27,920,679 ns.
    assertThat(clock.correction().corrected(27_920_679, START * 1_000))
        .isEqualTo(START * SECOND + MILLI);
  }

  @Test
  void numbersOfAnotherUnitThanTheSchemas() {
    for (Unit unit : new Unit[] {Unit.SECONDS, Unit.MILLIS, Unit.MICROS, Unit.NANOS}) {
      for (Unit written : new Unit[] {Unit.SECONDS, Unit.MILLIS, Unit.MICROS, Unit.NANOS}) {
        Device device = new Device();
        for (int i = 0; i < 100; i++) {
          device.add((START + i) * 1_000, (START + i - 2) * (SECOND / unit.nanos()));
        }
        DeviceClock clock = device.clock(written);
        assertThat(clock.correction().unit()).isEqualTo(unit);
        assertThat(clock.verdict()).isEqualTo(Verdict.OK);
        assertThat(clock.needsCorrection()).isEqualTo(unit != written);
        assertThat(segments(clock).get(0).subtract()).isEqualTo(-2 * SECOND);
      }
    }
  }

  private static void assertUnknown(DeviceClock clock, Unit... units) {
    assertThat(clock.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(clock.scale()).isEqualTo(new EventScale(List.of(units), EventScale.Epoch.UNKNOWN));
    assertThat(clock.needsCorrection()).isFalse();
    assertThat(segments(clock)).isEmpty();
  }

  /** Before 1970, after 2261, in hundreds of ns since 1601, and at random. */
  @Test
  void numbersThatNoUnitMakesTimes() {
    Random random = new Random(5);
    Device negative = new Device();
    negative.addSeconds(100, START, -1_000 * SECOND);
    Device largest = new Device();
    largest.addSeconds(100, START, Long.MAX_VALUE - 200 * SECOND);
    Device windows = new Device();
    Device garbage = new Device();
    for (int i = 0; i < 200; i++) {
      windows.add((START + i) * 1_000, (START + i + 11_644_473_600L) * 10_000_000);
      garbage.add((START + i) * 1_000, random.nextLong());
    }
    for (Device device : List.of(negative, largest, windows, garbage)) {
      assertUnknown(device.clock());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE})
  void oneNumberInPlaceOfTimes(long number) {
    Device device = new Device();
    for (int i = 0; i < 100; i++) {
      device.add((START + i) * 1_000, number);
    }
    assertUnknown(device.clock());
  }

  /** Of 200 readings: firmware that was mended halfway, or each third one is of other firmware. */
  @Test
  void aMixOfUnits() {
    for (int period : new int[] {3, 100, 200}) {
      Device device = new Device();
      for (int i = 0; i < 200; i++) {
        boolean isMillis = period == 100 ? i < 100 : i % period == 0;
        device.add((START + i) * 1_000, (START + i) * (isMillis ? 1_000 : SECOND));
      }
      if (period == 200) {
        // One of 200 is an accident.
        assertThat(device.clock().verdict()).isEqualTo(Verdict.OK);
      } else {
        assertUnknown(device.clock(), Unit.MILLIS, Unit.NANOS);
      }
    }
  }

  /** The middle one is in ms, which in ns is some 24 minutes: as if the device had just started. */
  @Test
  void aMixThatLooksAsIfHalfOfItCountedFromBoot() {
    Device device = new Device();
    for (int i = 0; i < 300; i++) {
      device.add((START + i) * 1_000, (START + i) * (i % 2 == 0 ? 1_000 : SECOND));
    }
    assertUnknown(device.clock(), Unit.MILLIS, Unit.NANOS);
  }

  /** 1.5 million seconds after it started, ns are near what the us of 1970 would be. */
  @Test
  void aClockThatCountsFromBootIsNoMix() {
    Device device = new Device();
    device.addSeconds(1_000, START, START * 1_000_000 - 500 * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.FROM_BOOT);
    assertThat(clock.correction().unit()).isEqualTo(Unit.NANOS);
  }

  /** The seconds of NTP begin in 1900: 2,208,988,800 s earlier. */
  @Test
  void aClockThatGoesButCountsFromAnotherYear() {
    Device device = new Device();
    device.addSeconds(100, START, (START + 2_208_988_800L) * SECOND);
    DeviceClock clock = device.clock();
    assertThat(clock.verdict()).isEqualTo(Verdict.AHEAD);
    assertThat(segments(clock).get(0).subtract()).isEqualTo(2_208_988_800L * SECOND);
    Device behind = new Device();
    behind.addSeconds(100, START, 946_684_800L * SECOND);
    assertThat(behind.clock().verdict()).isEqualTo(Verdict.BEHIND);
  }

  @Test
  void aDateTellsItsUnit() {
    Device device = new Device();
    device.add(START * 1_000, 946_684_800L * SECOND);
    assertThat(device.clock(Unit.NONE).verdict()).isEqualTo(Verdict.BEHIND);
    assertUnknown(device.clock());
    Device never = new Device();
    never.addSeconds(100, START, -2_208_988_800L * SECOND);
    assertUnknown(never.clock(Unit.NONE), Unit.NONE);
  }
}
