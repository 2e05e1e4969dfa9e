package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * How the clock of a device stands to the arrivals of its readings.
 *
 * @param device its name; empty where the schema has none
 * @param scale what its event times count
 * @param correction what corrects its event times; nothing where their scale is unknown
 * @param pauses how often it stood still
 * @param sets how often it was set back or ahead
 * @param residuals how late readings are once corrected
 */
public record DeviceClock(
    String device,
    int readings,
    EventScale scale,
    DeviceCorrection correction,
    int pauses,
    int sets,
    Verdict verdict,
    Residuals residuals) {

  /** Whether its event times should be corrected. */
  public boolean needsCorrection() {
    return scale.isKnown() && (verdict != Verdict.OK || isOfAnotherUnit());
  }

  /** Whether its event times do not count what the schema says. */
  public boolean isOfAnotherUnit() {
    return correction.unit() != correction.written();
  }

  /**
   * Analyses the clock of a device.
   *
   * @param times at least one; sorted here, and scaled
   * @param written the unit that the schema says the event times have
   * @param tolerance how far a clock may be off, ns
   */
  static DeviceClock of(String device, ReadingTimes times, Unit written, long tolerance) {
    times.sort();
    EventScale scale = EventScale.of(times, written);
    if (!scale.isKnown()) {
      DeviceCorrection none = new DeviceCorrection(written, written, List.of());
      times.mapEvents(count -> Nanos.times(count, written.nanos()));
      return new DeviceClock(
          device, times.size(), scale, none, 0, 0, Verdict.UNKNOWN, Residuals.of(times, none));
    }
    Unit unit = scale.units().get(0);
    times.mapEvents(count -> Nanos.times(count, unit.nanos()));
    List<Stretch> all = Stretch.between(times);
    List<ClockStep> steps = new ArrayList<>();
    List<ClockSegment> segments = segments(runs(all, times, steps), times, steps.isEmpty());
    return new DeviceClock(
        device,
        times.size(),
        scale,
        new DeviceCorrection(written, unit, segments),
        (int) steps.stream().filter(ClockStep.PAUSE::equals).count(),
        (int) steps.stream().filter(step -> step != ClockStep.PAUSE).count(),
        Verdict.of(scale.isFromBoot(), segments, steps, tolerance),
        Residuals.of(times, new DeviceCorrection(Unit.NANOS, Unit.NANOS, segments)));
  }

  /**
   * Divides stretches into runs at the steps of the clock; those that are not settled take no part
   * in the decision.
   *
   * @param steps receives the steps
   */
  private static List<List<Stretch>> runs(
      List<Stretch> all, ReadingTimes times, List<ClockStep> steps) {
    List<List<Stretch>> runs = new ArrayList<>();
    List<Stretch> run = new ArrayList<>();
    List<Stretch> unsettled = new ArrayList<>();
    Stretch last = all.get(0);
    for (Stretch stretch : all) {
      if (!stretch.isSettled(times)) {
        unsettled.add(stretch);
        continue;
      }
      if (!run.isEmpty()) {
        int before = steps.size();
        last.stepTo(stretch, times).ifPresent(steps::add);
        if (steps.size() > before) {
          runs.add(run);
          run = new ArrayList<>();
        }
      }
      run.addAll(unsettled);
      unsettled.clear();
      run.add(stretch);
      last = stretch;
    }
    run.addAll(unsettled);
    runs.add(run);
    return runs;
  }

  /**
   * The segments of the runs. Without steps there is one, whatever jumped: readings that were held
   * up. Stretches that a drift explains are one too; the others are segments each.
   */
  private static List<ClockSegment> segments(
      List<List<Stretch>> runs, ReadingTimes times, boolean isOne) {
    List<SegmentReadings> segments = new ArrayList<>();
    for (List<Stretch> run : runs) {
      List<Stretch> settled = run.stream().filter(each -> each.isSettled(times)).toList();
      List<Stretch> judged = settled.isEmpty() ? run : settled;
      long drift = Drift.ppb(times, judged);
      if (isOne || (drift != 0 && settled.size() == run.size())) {
        segments.add(new SegmentReadings(judged, drift));
      } else {
        for (Stretch stretch : run) {
          List<Stretch> alone = List.of(stretch);
          segments.add(new SegmentReadings(alone, Drift.ppb(times, alone)));
        }
      }
    }
    return SegmentReadings.segments(segments, times);
  }
}
