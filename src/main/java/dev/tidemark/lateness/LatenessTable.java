package dev.tidemark.lateness;

import dev.tidemark.model.DelayCounts;
import dev.tidemark.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * What settings cost one step: for each how many readings are late and how many too late, and which
 * lose nothing, 0.1 % and 1 %.
 *
 * @param counts which {@code max_delay} its readings need to be on time, once for each window
 * @param chosen the settings to show, in place of the usual ones
 */
public record LatenessTable(JudgedStep step, DelayCounts counts, ChosenSettings chosen) {
  /** In ms: shown where they lie between what the readings need. */
  private static final List<Duration> ROUND =
      List.of(
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7));

  /** How many of all readings may be lost: one in so many; none first. */
  private enum Loss {
    NOTHING("nothing", Long.MAX_VALUE),
    PER_MILLE("at most 0.1 %", 1_000),
    PERCENT("at most 1 %", 100);

    private final String text;
    private final long oneIn;

    Loss(String text, long oneIn) {
      this.text = text;
      this.oneIn = oneIn;
    }

    long of(long readings) {
      return readings / oneIn;
    }
  }

  /**
   * A line of the table.
   *
   * @param grace ms after {@code maxDelay}; empty if nothing is ever too late
   */
  private record Setting(long maxDelay, Optional<Long> grace) {}

  /** The table in lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(step.name() + ": " + step.rule().text() + "; the file has " + fileSettings());
    if (step.findsNoneLate()) {
      lines.add("  no reading is ever late for it");
      return lines;
    }
    lines.add("  " + readings());
    if (counts.total() > 0) {
      lines.addAll(TextTable.lines(header(), settings().stream().map(this::cells).toList()));
      lines.add("  " + advice());
    }
    return lines;
  }

  private String fileSettings() {
    String maxDelay = entry("max_delay", ownMaxDelay()) + " (" + step.assignedBy() + ")";
    return step.rule().key().isEmpty()
        ? maxDelay
        : maxDelay
            + step.rule()
                .grace()
                .map(grace -> ", " + entry(step.rule().key().get(), grace.toMillis()))
                .orElse(", no " + step.rule().key().get());
  }

  private String readings() {
    long total = counts.total();
    String count =
        total == 0
            ? "no reading reaches it"
            : String.format(
                Locale.ROOT,
                total == 1 ? "%,d reading reaches it" : "%,d readings reach it",
                total);
    String windows =
        step.rule() instanceof JudgedStep.Rule.Windows rule && rule.isOverlapping()
            ? ", each counted once for each of its windows"
            : "";
    String after =
        step.after().map(before -> ", with " + before + " before it as the file has it").orElse("");
    return count + windows + after;
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("max_delay"));
    step.rule()
        .key()
        .ifPresent(key -> header.addAll(List.of(key, "late, " + step.rule().late(), "share")));
    header.addAll(List.of("too late", "share", ""));
    return header;
  }

  private List<String> cells(Setting setting) {
    List<String> cells = new ArrayList<>(List.of(text(setting.maxDelay())));
    if (step.rule().key().isPresent()) {
      cells.add(setting.grace().map(LatenessTable::text).orElse("none"));
      cells.addAll(countAndShare(late(setting)));
    }
    cells.addAll(countAndShare(tooLate(setting)));
    cells.add(note(setting));
    return cells;
  }

  /** How many readings come late and are still taken. */
  private long late(Setting setting) {
    return counts.above(setting.maxDelay()) - tooLate(setting);
  }

  private long tooLate(Setting setting) {
    return setting.grace().map(grace -> counts.above(setting.maxDelay() + grace)).orElse(0L);
  }

  private List<String> countAndShare(long readings) {
    return List.of(String.format(Locale.ROOT, "%,d", readings), share(readings, counts.total()));
  }

  /** A share that does not look like none or all where it is neither. */
  static String share(long part, long of) {
    double percent = 100.0 * part / of;
    if (part == 0 || part == of) {
      return part == 0 ? "0 %" : "100 %";
    }
    if (percent < 0.005) {
      return "< 0.01 %";
    }
    return percent >= 99.995 ? "> 99.99 %" : String.format(Locale.ROOT, "%.2f %%", percent);
  }

  private String note(Setting setting) {
    List<String> notes = new ArrayList<>();
    if (setting.equals(own())) {
      notes.add("the file's own");
    }
    long grace = setting.grace().orElse(0L);
    for (Loss loss : Loss.values()) {
      boolean isLeast =
          setting.maxDelay() == after(needed(loss), grace)
              || (step.rule().key().isPresent()
                  && grace == after(needed(loss), setting.maxDelay()));
      if (isLeast && setting.grace().isPresent()) {
        notes.add("the least that loses " + loss.text);
        break;
      }
    }
    if (step.rule().key().isPresent() && setting.maxDelay() == needed(Loss.NOTHING)) {
      notes.add("none late");
    }
    return String.join(", ", notes);
  }

  private Setting own() {
    return new Setting(ownMaxDelay(), ownGrace());
  }

  private long ownMaxDelay() {
    return step.eventTime().maxDelay().toMillis();
  }

  private Optional<Long> ownGrace() {
    return step.rule().grace().map(Duration::toMillis);
  }

  /** What to show: what was chosen, or first other delays, then other graces. */
  private Set<Setting> settings() {
    Set<Setting> settings = new LinkedHashSet<>();
    List<Long> graces = step.rule().key().map(chosen::graces).orElse(List.of());
    if (!chosen.maxDelays().isEmpty() || !graces.isEmpty()) {
      for (long maxDelay :
          chosen.maxDelays().isEmpty() ? List.of(ownMaxDelay()) : chosen.maxDelays()) {
        for (Optional<Long> grace : graces.isEmpty() ? List.of(ownGrace()) : optional(graces)) {
          settings.add(new Setting(maxDelay, grace));
        }
      }
      return settings;
    }
    settings.addAll(withRound(usualMaxDelays(), maxDelay -> new Setting(maxDelay, ownGrace())));
    if (step.rule().key().isPresent()) {
      settings.addAll(
          withRound(usualGraces(), grace -> new Setting(ownMaxDelay(), Optional.of(grace))));
    }
    return settings;
  }

  private static List<Optional<Long>> optional(List<Long> values) {
    return values.stream().map(Optional::of).toList();
  }

  private SortedSet<Long> usualMaxDelays() {
    TreeSet<Long> delays = new TreeSet<>(List.of(0L, ownMaxDelay()));
    for (Loss loss : Loss.values()) {
      delays.add(needed(loss));
      delays.add(after(needed(loss), ownGrace().orElse(0L)));
    }
    return delays;
  }

  private SortedSet<Long> usualGraces() {
    TreeSet<Long> graces = new TreeSet<>(List.of(0L));
    ownGrace().ifPresent(graces::add);
    for (Loss loss : Loss.values()) {
      graces.add(after(needed(loss), ownMaxDelay()));
    }
    return graces;
  }

  /** The settings with these values and, where that makes a difference, round ones between. */
  private List<Setting> withRound(SortedSet<Long> values, LongFunction<Setting> setting) {
    TreeSet<Long> all = new TreeSet<>(values);
    ROUND.stream().map(Duration::toMillis).filter(round -> round < values.last()).forEach(all::add);
    List<Setting> settings = new ArrayList<>();
    for (long value : all) {
      Setting next = setting.apply(value);
      Setting before = settings.isEmpty() ? next : settings.get(settings.size() - 1);
      if (values.contains(value)
          || late(next) != late(before)
          || tooLate(next) != tooLate(before)) {
        settings.add(next);
      }
    }
    return settings;
  }

  /** The least sum of both settings, in ms, that loses no more than that. */
  private long needed(Loss loss) {
    return counts.leastExceededBy(loss.of(counts.total()));
  }

  private static long after(long needed, long already) {
    return Math.max(0, needed - already);
  }

  /** Which key to set to what. */
  private String advice() {
    Optional<String> key = step.rule().key();
    String name = key.orElse("max_delay");
    long already = key.isPresent() ? ownMaxDelay() : 0;
    List<String> values = new ArrayList<>();
    for (Loss loss : Loss.values()) {
      String value = text(after(needed(loss), already));
      values.add((values.isEmpty() ? name + ": " : "") + value + " to lose " + loss.text);
    }
    String where =
        key.isPresent()
            ? " (with " + entry("max_delay", ownMaxDelay()) + ")"
            : " (of " + step.assignedBy() + ")";
    boolean isUnlimited = step.rule().grace().isEmpty();
    return (isUnlimited ? "nothing is too late now; " : "")
        + "set "
        + String.join(", ", values)
        + where;
  }

  private static String entry(String key, long ms) {
    return key + ": " + text(ms);
  }

  private static String text(long ms) {
    return Durations.text(Duration.ofMillis(ms));
  }
}
