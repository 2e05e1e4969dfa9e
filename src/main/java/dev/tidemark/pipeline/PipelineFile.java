package dev.tidemark.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import dev.tidemark.yaml.YamlReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Reads pipeline files. */
public final class PipelineFile {
  private static final String REMOTE = "[a-zA-Z][-a-zA-Z0-9+.]*:/.*";

  private PipelineFile() {}

  /**
   * Reads and checks a pipeline file.
   *
   * @param check for the file's {@code options}
   * @throws InvalidPipelineFileException with every problem in it, or the one that it cannot be
   *     read
   */
  public static PipelineSpec read(String file, OptionCheck check)
      throws InvalidPipelineFileException {
    return parse(file, text(file), check);
  }

  /**
   * Checks the text of a pipeline file.
   *
   * @param check for the file's {@code options}
   * @throws InvalidPipelineFileException with every problem in it
   */
  public static PipelineSpec parse(String file, String text, OptionCheck check)
      throws InvalidPipelineFileException {
    String name = baseName(path(file));
    if (name.matches("\\.*")) {
      // Results go to a directory of that name.
      throw unreadable(file, "its name gives the pipeline no name; call it x.yaml, for example");
    }
    Problems problems = new Problems();
    Optional<PipelineSpec> spec = parse(file, name, text, check, problems);
    if (!problems.isEmpty()) {
      throw new InvalidPipelineFileException(problems.in(file));
    }
    return spec.orElseThrow().withWarnings(problems.warningsIn(file));
  }

  /**
   * The text of a pipeline file.
   *
   * @throws InvalidPipelineFileException if it cannot be read
   */
  public static String text(String file) throws InvalidPipelineFileException {
    return text(file, path(file));
  }

  private static Optional<PipelineSpec> parse(
      String path, String name, String text, OptionCheck check, Problems problems) {
    Optional<Yaml> root = new YamlReader(problems).read(text);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    if (!(root.get() instanceof Yaml.Mapping mapping)) {
      problems.add(root.get().at(), "the file must be a mapping with the key 'pipeline'");
      return Optional.empty();
    }
    Settings file = Settings.of(mapping, "the file", problems);
    Map<String, String> options = options(file.nested("options"), check);
    file.required("pipeline", "the transforms to run");
    boolean hasPipeline = file.has("pipeline");
    file.reportUnknownKeys();
    return hasPipeline
        ? new GraphReader(problems, (what, named) -> namedText(path, what, named))
            .read(name, file.nested("pipeline"), options)
        : Optional.empty();
  }

  /**
   * The text of a file that the pipeline file names. It is looked for beside that, and then in the
   * working directory.
   */
  private static String namedText(String pipeline, String what, String named) throws IOException {
    int slash = pipeline.lastIndexOf('/');
    String beside = slash < 0 ? named : pipeline.substring(0, slash + 1) + named;
    boolean isAbsolute = named.startsWith("/") || named.matches(REMOTE);
    try {
      return text(
          isAbsolute || (!pipeline.matches(REMOTE) && !Files.exists(Path.of(beside)))
              ? named
              : beside);
    } catch (InvalidPipelineFileException e) {
      throw new IOException(
          e.problems().get(0).replace("cannot read pipeline file", "cannot read " + what), e);
    } catch (InvalidPathException e) {
      throw new IOException("cannot read " + what + " " + named + ": " + e.getReason(), e);
    }
  }

  private static Map<String, String> options(Settings options, OptionCheck check) {
    Map<String, String> values = new LinkedHashMap<>();
    options
        .entries()
        .forEach(
            (name, yaml) -> {
              Optional<String> wrongName = check.wrongName(name);
              wrongName.ifPresent(wrong -> options.problems().add(options.at(name), wrong));
              Optional<String> value = options.scalar(yaml, "an option must be one value");
              if (wrongName.isEmpty() && value.isPresent()) {
                check
                    .wrongValue(name, value.get())
                    .ifPresent(wrong -> options.problems().add(yaml.at(), wrong));
                values.put(name, value.get());
              }
            });
    return values;
  }

  private static Path path(String file) throws InvalidPipelineFileException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw unreadable(file, e.getReason());
    }
  }

  private static String text(String file, Path path) throws InvalidPipelineFileException {
    if (file.matches(REMOTE)) {
      return remoteText(file);
    }
    if (Files.isDirectory(path)) {
      throw unreadable(file, "it is a directory");
    }
    try (InputStream bytes = Files.newInputStream(path)) {
      return text(file, bytes);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file");
    } catch (IOException e) {
      throw unreadable(file, e.getMessage());
    }
  }

  private static String remoteText(String file) throws InvalidPipelineFileException {
    ResourceId resource = FileSystems.matchNewResource(file, false);
    try (InputStream bytes = Channels.newInputStream(FileSystems.open(resource))) {
      return text(file, bytes);
    } catch (FileNotFoundException e) {
      throw unreadable(file, "there is no such file");
    } catch (IOException | IllegalArgumentException e) {
      // The latter is how Hadoop says, for one, that it does not know a host.
      throw unreadable(file, e.getMessage());
    }
  }

  private static String text(String file, InputStream bytes)
      throws IOException, InvalidPipelineFileException {
    byte[] read = bytes.readNBytes(YamlReader.MAX_BYTES + 1);
    if (read.length > YamlReader.MAX_BYTES) {
      throw unreadable(file, "it is larger than %,d bytes".formatted(YamlReader.MAX_BYTES));
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(file, "it is not UTF-8");
    }
  }

  private static InvalidPipelineFileException unreadable(String file, String reason) {
    return new InvalidPipelineFileException(
        List.of("cannot read pipeline file " + file + ": " + reason));
  }

  private static String baseName(Path path) {
    String name = path.getFileName() == null ? "pipeline" : path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
