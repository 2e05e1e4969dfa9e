package dev.tidemark.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a run that has ended, as its manifest tells.
 *
 * @param name the output directory, as a user has named it
 * @param outputs rows by sink, topics included
 * @param sinks by name, those that are directories
 */
public record FinishedRun(
    String name,
    Directory directory,
    String pipeline,
    String runner,
    String mode,
    Map<String, Long> outputs,
    Map<String, SinkEntry> sinks) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the manifest of a directory.
   *
   * @param name the directory, as a user has named it
   * @throws FailureException if no run has ended there
   */
  public static FinishedRun in(Directory directory, String name) throws FailureException {
    try {
      if (directory.fileInTheWay().isPresent()) {
        throw noInput(name, "is a file; name the output directory of a run", null);
      }
      if (!directory.has(ResultFiles.MANIFEST)) {
        throw noInput(name, whyNoManifest(directory), null);
      }
      JsonNode manifest = JSON.readTree(directory.read(ResultFiles.MANIFEST));
      if (!manifest.path("outputs").isObject() || !manifest.path("sinks").isObject()) {
        throw ofAnotherVersion(name);
      }
      Map<String, Long> outputs = new LinkedHashMap<>();
      manifest
          .get("outputs")
          .fields()
          .forEachRemaining(rows -> outputs.put(rows.getKey(), rows.getValue().asLong()));
      Map<String, SinkEntry> sinks = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> sink : manifest.get("sinks").properties()) {
        sinks.put(sink.getKey(), SinkEntry.of(sink.getValue()));
      }
      if (!Manifest.areSinks(outputs.keySet()) || !Manifest.areSinks(sinks.keySet())) {
        throw ofAnotherVersion(name);
      }
      return new FinishedRun(
          name,
          directory,
          manifest.path("pipeline").asText(),
          manifest.path("runner").asText(),
          manifest.path("mode").asText(),
          outputs,
          sinks);
    } catch (JsonProcessingException e) {
      throw noInput(name, "holds a _manifest.json that is damaged: " + e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw noInput(name, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static String whyNoManifest(Directory directory) throws IOException {
    if (directory.files(file -> true).isEmpty() && directory.directories(it -> true).isEmpty()) {
      return "does not exist or is empty; name the output directory of a run";
    }
    return OutputDirectory.isOfARun(directory)
        ? "holds the results of a run that has not finished (there is no "
            + ResultFiles.MANIFEST
            + ")"
        : "is not the output directory of a run (there is no " + ResultFiles.MANIFEST + ")";
  }

  private static FailureException ofAnotherVersion(String name) {
    return noInput(
        name,
        "holds a _manifest.json that this version of Tidemark has not written; run it again",
        null);
  }

  private static FailureException noInput(String name, String what, Exception cause) {
    return new FailureException(ExitCode.NO_INPUT, List.of(name + " " + what), cause);
  }
}
