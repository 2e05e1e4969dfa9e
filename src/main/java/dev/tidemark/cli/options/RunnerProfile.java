package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.source.files.LocalFiles;
import dev.tidemark.storage.ShippedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * A runner profile, as a properties file says it.
 *
 * @param options by their names, which have no dot
 * @param engineProperties settings of the engine below the runner, whose names have dots
 */
public record RunnerProfile(Map<String, String> options, Map<String, String> engineProperties) {
  public static final RunnerProfile EMPTY = new RunnerProfile(Map.of(), Map.of());

  /** The profile of a jar that includes its runner. */
  private static final String BUNDLED = "/dev/tidemark/runner.properties";

  /** Reads a file; without one, the profile that is bundled with the runner, if any. */
  public static RunnerProfile read(Optional<String> file) throws FailureException {
    return file.isPresent() ? readFile(file.get()) : readBundled();
  }

  private static RunnerProfile readFile(String file) throws FailureException {
    if (file.isBlank()) {
      throw new FailureException(
          ExitCode.USAGE, "--profile needs a file, such as runner-profiles/direct.properties");
    }
    Properties properties = new Properties();
    Path found = Path.of(ShippedFiles.ofThisProcess().findNamed(file).path());
    try (Reader reader = Files.newBufferedReader(found, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw unreadable(file, LocalFiles.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    }
    RunnerProfile profile = of(properties);
    PipelineFileOptions known = new PipelineFileOptions(Set.of());
    List<String> problems =
        profile.options().keySet().stream()
            .flatMap(name -> known.wrongName(name).stream())
            .map(problem -> "runner profile %s: %s".formatted(file, problem))
            .toList();
    if (!problems.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, problems, null);
    }
    return profile;
  }

  private static FailureException unreadable(String file, String reason, Exception cause) {
    return new FailureException(
        ExitCode.USAGE, List.of("cannot read runner profile " + file + ": " + reason), cause);
  }

  private static RunnerProfile readBundled() {
    Properties properties = new Properties();
    try (InputStream resource = RunnerProfile.class.getResourceAsStream(BUNDLED)) {
      if (resource != null) {
        properties.load(resource);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(properties);
  }

  private static RunnerProfile of(Properties properties) {
    Map<String, String> options = new TreeMap<>();
    Map<String, String> engineProperties = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      (name.contains(".") ? engineProperties : options)
          .put(name, properties.getProperty(name).strip());
    }
    return new RunnerProfile(options, engineProperties);
  }
}
