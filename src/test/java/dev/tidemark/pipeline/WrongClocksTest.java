package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a clock table, or with what a step asks of one. */
class WrongClocksTest {
  private static final String READ = "{type: ReadFromJson, config: {path: in.json}}";
  private static final String COUNT = "{type: Combine, config: {combine: {n: count}}}";
  private static final String WRITE = "{type: WriteToJson, config: {path: results}}";
  private static final String DEVICES =
      """
      devices:
        - device: a
          segments:
            - {from: 2015-02-23T10:00:00Z, to: 2015-02-23T11:00:00Z, subtract: 5s}
      """;

  @TempDir private Path folder;

  @Test
  void tablesThatAreNone() throws Exception {
    steps("timestamp: Creation_Time, clock: §clocks.yaml")
        .assertFaults(folder, "clock must be a mapping, not 'clocks.yaml'");
    steps("timestamp: Creation_Time, clock: §{}")
        .assertFaults(
            folder,
            "clock needs 'table': a file that the command clocks has made, with --write=FILE");
    steps("timestamp: Creation_Time, clock: {table: §none.yaml, §file: x}")
        .assertFaults(
            folder,
            "clock: cannot read clock table none.yaml: there is no such file",
            "unknown key 'file'; known are table");
    steps("timestamp: Creation_Time, clock: {table: §''}")
        .assertFaults(folder, "table must be one value, not nothing");
    steps("timestamp: Creation_Time, clock: {table: §[a]}")
        .assertFaults(folder, "table must be one value, not a list");
    write("version: 1\ntimestamp: Creation_Time\nunit: ns\ndevices: 7\n");
    steps("timestamp: Creation_Time, clock: {table: §clocks.yaml}")
        .assertFaults(folder, "clock: clocks.yaml:4:10: devices must be a list, not '7'");
    Files.write(folder.resolve("clocks.yaml"), new byte[] {(byte) 0xff});
    steps("timestamp: Creation_Time, clock: {table: §clocks.yaml}")
        .assertFaults(
            folder,
            "clock: cannot read clock table "
                + folder.resolve("clocks.yaml")
                + ": it is not UTF-8");
  }

  @Test
  void tablesOfOtherEventTimes() throws Exception {
    write("version: 1\ntimestamp: at\nunit: ms\n" + DEVICES);
    steps("timestamp: Creation_Time, clock: {table: §clocks.yaml}")
        .assertFaults(
            folder,
            "clock: clocks.yaml corrects at in ms, but the event times are Creation_Time in ns;"
                + " make a table of this file with 'clocks --pipeline'");
    steps("timestamp: Arrival_Time, clock: {table: §clocks.yaml}")
        .assertFaults(folder, "Arrival_Time is the arrival time, by which clocks are corrected");
  }

  @Test
  void clocksNeedArrivals() throws Exception {
    write("version: 1\ntimestamp: at\nunit: ms\n" + DEVICES);
    chain(
            "{type: ReadFromJson, config: {path: in.json, schema: {properties: {at: {type: integer,"
                + " unit: ms}, d: string}, required: [at]}, identity: d}}",
            "§{type: AssignTimestamps, config: {timestamp: at, clock: {table: clocks.yaml}}}",
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "'clock' corrects event times by arrivals, and readings do not say when they arrived;"
                + " name the 'arrival_time' of the schema, or drop 'clock'");
  }

  @Test
  void aTableThatIsRight() throws Exception {
    write("version: 1\ntimestamp: Creation_Time\nunit: ns\n" + DEVICES);
    PipelineSpec spec = read();
    assertThat(spec.clockTables()).containsOnlyKeys("AssignTimestamps");
    assertThat(spec.clockTables().get("AssignTimestamps").name()).isEqualTo("clocks.yaml");
    write("version: 1\ntimestamp: Creation_Time\nunit: ns\n" + DEVICES + "\n");
    assertThat(read().clockTables().get("AssignTimestamps").digest())
        .isNotEqualTo(spec.clockTables().get("AssignTimestamps").digest());
  }

  private PipelineSpec read() throws Exception {
    Path file = folder.resolve("right.yaml");
    Files.writeString(file, steps("timestamp: Creation_Time, clock: {table: clocks.yaml}").text());
    return PipelineFile.read(file.toString(), new AnyOptions());
  }

  private void write(String table) throws Exception {
    Files.writeString(folder.resolve("clocks.yaml"), table);
  }

  private static MarkedYaml steps(String settings) {
    return chain(READ, "{type: AssignTimestamps, config: {" + settings + "}}", COUNT, WRITE);
  }
}
