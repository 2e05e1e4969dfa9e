package dev.tidemark.report.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.util.Optional;

/** Reads an output directory, in bounded time and memory whatever it holds. */
public final class RunReader {
  private final Directory directory;

  private RunReader(Directory directory) {
    this.directory = directory;
  }

  /**
   * Reads what a run has left.
   *
   * @throws IOException if there is no run, or its files cannot be read
   */
  public static RunReport read(Directory directory) throws IOException {
    return new RunReader(directory).read();
  }

  private RunReport read() throws IOException {
    Optional<ManifestFacts> manifest = json(ResultFiles.MANIFEST, ManifestFacts.class);
    if (manifest.isEmpty()) {
      throw new IOException("there is no " + ResultFiles.MANIFEST);
    }
    return new RunReport(directory.path(), manifest);
  }

  private <T> Optional<T> json(String name, Class<T> type) throws IOException {
    if (!directory.has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(directory.read(name), type));
    } catch (JsonProcessingException e) {
      throw new IOException(name + " is not what a run writes: " + e.getOriginalMessage(), e);
    }
  }
}
