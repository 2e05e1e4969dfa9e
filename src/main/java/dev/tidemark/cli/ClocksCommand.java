package dev.tidemark.cli;

import dev.tidemark.cli.options.Arguments;
import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.cli.options.SurveyOptions;
import dev.tidemark.clock.ClockReport;
import dev.tidemark.clock.ClockSurvey;
import dev.tidemark.clock.ClockTable;
import dev.tidemark.clock.ClockTableWriter;
import dev.tidemark.clock.DeviceClock;
import dev.tidemark.clock.Verdict;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.job.PostConditions;
import dev.tidemark.model.Findings;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.reading.Column;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.source.InputFiles;
import dev.tidemark.source.files.FileBatches;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.terminal.Logging;
import dev.tidemark.terminal.TerminalText;
import dev.tidemark.time.SpanText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the clocks of devices stand to the arrivals of their readings. */
@Command(
    name = "clocks",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Shows for each device how its clock stands to the arrivals of its readings.",
      "Also how late these are once it is corrected. Keeps two times of each reading in memory."
    },
    footer = {
      "",
      "For example: clocks --input='data/activity/*.json' --write=clocks.yaml",
      "and then in a pipeline file: AssignTimestamps: clock: {table: clocks.yaml}"
    })
final class ClocksCommand implements Commands.Subcommand {
  private final PrintStream out;
  private final PrintStream log;

  @Mixin private SurveyOptions survey = new SurveyOptions();

  @Option(
      names = "--tolerance",
      paramLabel = "DURATION",
      description = "How far a clock may be off and still be ok. Default: ${DEFAULT-VALUE}")
  private String tolerance = "10s";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Also write the clocks as JSON lines, a device a line.")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write what corrects the clocks that are not ok, for AssignTimestamps.")
  private Optional<String> write = Optional.empty();

  @Option(names = "--overwrite", description = "Replace these files.")
  private boolean overwrite;

  @Mixin HelpOption help;

  /**
   * Creates a survey that has not started.
   *
   * @param out receives the table
   * @param log receives what was read, and what to do
   */
  ClocksCommand(PrintStream out, PrintStream log) {
    this.out = out;
    this.log = log;
  }

  @Override
  public ExitCode start() throws FailureException {
    Optional<Path> rows = target("output", output);
    Optional<Path> table = target("write", write);
    if (rows.isPresent()
        && rows.map(ClocksCommand::place).equals(table.map(ClocksCommand::place))) {
      throw new FailureException(ExitCode.USAGE, "--output and --write name the same file");
    }
    Duration allowed = Arguments.duration("tolerance", tolerance);
    Logging.show(false);
    SurveyOptions.Survey surveyed = survey.match();
    List<DeviceClock> clocks = clocks(surveyed, allowed);
    ClockReport.table(clocks, TerminalText::escape).forEach(out::println);
    explain(clocks, surveyed.eventTime());
    if (rows.isPresent()) {
      write(rows.get(), clocks.stream().map(ClockReport::json).toList());
      say("%s holds %,d rows", rows.get(), clocks.size());
    }
    if (table.isPresent()) {
      writeTable(table.get(), clocks, surveyed.eventTime(), allowed);
    }
    return ExitCode.DONE;
  }

  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private Optional<Path> target(String option, Optional<String> name) throws FailureException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.get().isBlank()) {
      throw new FailureException(ExitCode.USAGE, "--" + option + " needs a file");
    }
    try {
      Path file = Path.of(name.get());
      if (Files.isDirectory(file)) {
        throw new FailureException(
            ExitCode.USAGE, "--%s needs a file, and %s is a directory".formatted(option, file));
      }
      if (Files.exists(file) && !overwrite) {
        throw new FailureException(
            ExitCode.USAGE, file + " exists; name another file, or add --overwrite");
      }
      return Optional.of(file);
    } catch (InvalidPathException e) {
      throw new FailureException(
          ExitCode.USAGE, List.of("--%s: %s".formatted(option, e.getMessage())), e);
    }
  }

  private List<DeviceClock> clocks(SurveyOptions.Survey surveyed, Duration allowed)
      throws FailureException {
    InputFiles files = surveyed.files();
    checkIsNoInput(output, files);
    checkIsNoInput(write, files);
    say("%s", files.description());
    files.note().ifPresent(note -> say("%s", note));
    Field eventTime = surveyed.eventTime();
    Unit written = ClockTable.unit(eventTime);
    ClockSurvey clocks =
        new ClockSurvey(
            written, allowed.toMillis(), ClockSurvey.roomIn(Runtime.getRuntime().maxMemory()));
    ReadingFormat format = files.format();
    if (written != Unit.NONE) {
      // As ns any number is an instant; what it counts is found out.
      format = format.with(format.schema().withUnit(eventTime, Unit.NANOS));
    }
    RecordCounts[] counts = {RecordCounts.EMPTY};
    long started = System.nanoTime();
    try {
      FileBatches.read(
          files.files(),
          format,
          batch -> {
            counts[0] = counts[0].plus(batch.sideOutput().counts());
            add(batch, eventTime.position(), clocks);
          });
    } catch (UnreadableInputException e) {
      throw new FailureException(ExitCode.NO_INPUT, List.of(String.valueOf(e.getMessage())), e);
    } catch (ClockSurvey.TooManyReadingsException e) {
      throw new FailureException(
          ExitCode.USAGE,
          List.of(e.getMessage() + "; name fewer files with --input, or give Java more (-Xmx)"),
          e);
    }
    List<DeviceClock> found = clocks.clocks();
    say(
        "%s of %s in %.1f s, %s",
        counted(clocks.readings(), "reading"),
        counted(found.size(), "device"),
        (System.nanoTime() - started) / 1e9,
        counted(counts[0].total(Outcome.MALFORMED), "malformed line"));
    counts[0].findings().firstMalformed().ifPresent(this::say);
    PostConditions.checkHasReading(counts[0]);
    return found;
  }

  private static String counted(long count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }

  private static void add(ReadingBatch batch, int eventTime, ClockSurvey clocks)
      throws ClockSurvey.TooManyReadingsException {
    ReadingColumns readings = batch.readings();
    Column.Wholes counts = readings.wholes(readings.schema().fields().get(eventTime));
    for (int row = 0; row < readings.size(); row++) {
      clocks.add(readings.device(row), readings.arrivalTime(row), counts.get(row));
    }
  }

  private static void checkIsNoInput(Optional<String> file, InputFiles files)
      throws FailureException {
    if (file.isEmpty() || !Files.exists(Path.of(file.get()))) {
      return;
    }
    for (InputFile input : files.files()) {
      try {
        Path read = Path.of(input.name());
        if (Files.exists(read) && Files.isSameFile(read, Path.of(file.get()))) {
          throw new FailureException(
              ExitCode.USAGE, file.get() + " is an input; name another file to write");
        }
      } catch (IOException | InvalidPathException e) {
        // What cannot be compared is on another file system.
      }
    }
  }

  /** Says what the verdicts mean, each once. */
  private void explain(List<DeviceClock> clocks, Field eventTime) {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    clocks.forEach(clock -> verdicts.add(clock.verdict()));
    verdicts.stream()
        .filter(verdict -> verdict != Verdict.OK)
        .forEach(verdict -> say("%s: the clock %s", verdict.label(), verdict.meaning()));
    ClockReport.otherUnits(clocks, eventTime.name(), TerminalText::escape)
        .ifPresent(sentence -> say("%s", sentence));
    boolean isWrong = clocks.stream().anyMatch(DeviceClock::needsCorrection);
    if (isWrong && write.isEmpty()) {
      say(
          "to correct them, add --write=clocks.yaml, and to AssignTimestamps:"
              + " clock: {table: clocks.yaml}");
    }
  }

  private void writeTable(Path file, List<DeviceClock> clocks, Field eventTime, Duration allowed)
      throws FailureException {
    long segments =
        clocks.stream()
            .filter(DeviceClock::needsCorrection)
            .mapToLong(clock -> clock.correction().segments().size())
            .sum();
    if (segments > ClockTable.MAX_SEGMENTS) {
      throw new FailureException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "these clocks have %,d segments, and a table holds at most %,d: it would be no"
                  + " correction but a copy of the arrivals",
              segments,
              ClockTable.MAX_SEGMENTS));
    }
    write(file, ClockTableWriter.lines(clocks, eventTime.name(), ClockTable.unit(eventTime)));
    long corrected = clocks.stream().filter(DeviceClock::needsCorrection).count();
    long unknown = clocks.stream().filter(clock -> clock.verdict() == Verdict.UNKNOWN).count();
    List<String> rest = new ArrayList<>();
    if (unknown > 0) {
      rest.add(String.format(Locale.ROOT, "it cannot correct %,d", unknown));
    }
    if (corrected + unknown < clocks.size()) {
      rest.add("the others are right to within " + SpanText.of(allowed.toMillis()));
    }
    say(
        "%s corrects %,d of %s%s",
        file,
        corrected,
        counted(clocks.size(), "device"),
        rest.isEmpty() ? "" : "; " + String.join(", ", rest));
  }

  private static void write(Path file, List<String> lines) throws FailureException {
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, lines);
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE, List.of("cannot write " + file + ": " + LocalFiles.reason(e)), e);
    }
  }

  private void say(Findings.Malformed first) {
    say(
        "first malformed line: %s byte %d: %s: %s",
        first.file(), first.offset(), first.reason().label(), first.error());
  }

  private void say(String format, Object... values) {
    log.println("tidemark: " + String.format(Locale.ROOT, format, values));
  }
}
