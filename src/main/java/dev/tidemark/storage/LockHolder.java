package dev.tidemark.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a lock: a run of a process, as its lock file says.
 *
 * @param id of this run alone
 * @param system where the process's number holds: the same host, started once, and on Linux the
 *     same namespace, as containers may share a host name
 * @param processStarted when the process was started; empty where the system does not tell
 * @param since when the run began
 */
record LockHolder(
    String id,
    String pipeline,
    String host,
    String system,
    long pid,
    Optional<Instant> processStarted,
    Instant since) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN = "unknown";

  /** Systems compute this from the time at which they were started, which may be adjusted. */
  private static final Duration SAME_START = Duration.ofSeconds(1);

  static LockHolder ofThisProcess(String pipeline) {
    ProcessHandle process = ProcessHandle.current();
    return new LockHolder(
        UUID.randomUUID().toString(),
        pipeline,
        thisHost(),
        thisSystem(),
        process.pid(),
        process.info().startInstant(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whether this process can tell if the holder is alive. */
  boolean isOfThisSystem() {
    return host.equals(thisHost()) && system.equals(thisSystem());
  }

  /** Whether its process is alive on this system. */
  boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return false;
    }
    Optional<Instant> started = process.get().info().startInstant();
    return started.isEmpty()
        || processStarted.isEmpty()
        || Duration.between(started.get(), processStarted.get()).abs().compareTo(SAME_START) <= 0;
  }

  /** Describes the holder to the user. */
  String description() {
    return "process " + pid + " on " + host + ", pipeline " + pipeline + ", since " + since;
  }

  /** The text of a lock file; always of one length for one holder. */
  String toJson(Instant renewed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pipeline", pipeline);
    fields.put("host", host);
    fields.put("pid", pid);
    fields.put("process_started", processStarted.map(Instant::toString).orElse(UNKNOWN));
    fields.put("since", since.toString());
    fields.put("renewed", renewed.truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put("system", system);
    fields.put("run", id);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("JSON in memory cannot fail", e);
    }
  }

  /** Parses a lock file; empty if the text is incomplete, as while it is being written. */
  static Optional<LockHolder> parse(String text) {
    try {
      JsonNode fields = JSON.readTree(text);
      return Optional.of(
          new LockHolder(
              fields.path("run").asText(),
              fields.path("pipeline").asText(UNKNOWN),
              fields.path("host").asText(),
              fields.path("system").asText(),
              Long.parseLong(fields.path("pid").asText()),
              started(fields.path("process_started").asText(UNKNOWN)),
              Instant.parse(fields.path("since").asText())));
    } catch (IOException | NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> started(String text) {
    return text.equals(UNKNOWN) ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }

  private static String thisSystem() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return System.getProperty("os.name");
    }
  }
}
