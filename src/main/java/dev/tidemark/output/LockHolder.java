package dev.tidemark.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a lock: a run of a process, as its lock file says.
 *
 * @param id of this run alone
 * @param system where the process's number holds: the same host, started once, and on Linux the
 *     same namespace, as containers may share a host name
 * @param processStarted when the process was started; empty where that is not to be known
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
  private static final JsonFactory JSON = new JsonFactory();

  /** Systems compute when a process started from when they were started, which may be adjusted. */
  private static final Duration SAME_START = Duration.ofSeconds(1);

  public static LockHolder ofThisProcess(String pipeline) {
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

  /** Whether this process can tell if the holder's lives. */
  boolean isOfThisSystem() {
    return host.equals(thisHost()) && system.equals(thisSystem());
  }

  /** Whether its process lives, on this system. */
  public boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return false;
    }
    Optional<Instant> started = process.get().info().startInstant();
    return started.isEmpty()
        || processStarted.isEmpty()
        || Duration.between(started.get(), processStarted.get()).abs().compareTo(SAME_START) <= 0;
  }

  /** The holder in words. */
  public String description() {
    return "process " + pid + " on " + host + ", pipeline " + pipeline + ", since " + since;
  }

  /** The text of a lock file; always of one length for one holder. */
  String toJson(Instant renewed) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("pipeline", pipeline);
      json.writeStringField("host", host);
      json.writeNumberField("pid", pid);
      json.writeStringField(
          "process_started", processStarted.map(Instant::toString).orElse("unknown"));
      json.writeStringField("since", since.toString());
      json.writeStringField("renewed", renewed.truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeStringField("system", system);
      json.writeStringField("run", id);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON in memory cannot fail", e);
    }
    return text + "\n";
  }

  /** Reads a lock file; empty where its text is none, as while it is being written. */
  public static Optional<LockHolder> parse(String text) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.getCurrentName();
        json.nextToken();
        fields.put(name, json.getText());
      }
      return Optional.of(
          new LockHolder(
              fields.getOrDefault("run", ""),
              fields.getOrDefault("pipeline", "unknown"),
              fields.getOrDefault("host", ""),
              fields.getOrDefault("system", ""),
              Long.parseLong(fields.getOrDefault("pid", "")),
              started(fields.getOrDefault("process_started", "unknown")),
              Instant.parse(fields.getOrDefault("since", ""))));
    } catch (IOException | NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> started(String text) {
    return text.equals("unknown") ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
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
