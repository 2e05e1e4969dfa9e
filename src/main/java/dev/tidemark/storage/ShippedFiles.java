package dev.tidemark.storage;

import dev.tidemark.exit.FailureException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the files that come with Tidemark, wherever the process was started. A relative path is
 * resolved against the working directory and, if there is no such file, against Tidemark's own
 * directory.
 *
 * @param home Tidemark's own directory, if it is known
 */
public record ShippedFiles(Optional<Path> home) {
  private static final String HOME = "tidemark.home";
  private static final String PIPELINES = "pipelines";

  /** The files of this process, whose launcher sets a system property. */
  public static ShippedFiles ofThisProcess() {
    return new ShippedFiles(Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
  }

  /** Finds a file; returns the path as it was given if there is none. */
  public String find(String path) {
    return isNowhere(path)
        ? inHome(path).filter(Files::exists).map(Path::toString).orElse(path)
        : path;
  }

  /**
   * Finds a file as a user writes its name.
   *
   * @throws FailureException if it can name nothing
   */
  public PathOrUri findNamed(String written) throws FailureException {
    return new PathOrUri(find(PathOrUri.named(written).path()));
  }

  /** Finds the files of a glob by the directory that it begins with. */
  public String findGlob(String glob) {
    String directory = glob.substring(0, glob.lastIndexOf('/'));
    return find(directory) + glob.substring(directory.length());
  }

  /**
   * Where the sources of a pipeline file are. A shipped pipeline reads the sample beside it,
   * wherever it is started.
   *
   * @param pipeline the file, as {@link #find} has found it
   */
  public List<String> sources(List<String> paths, String pipeline) {
    boolean isShipped =
        home.isPresent()
            && asPath(pipeline)
                .filter(file -> absolute(file).startsWith(absolute(home.get()).resolve(PIPELINES)))
                .isPresent();
    return isShipped
        ? paths.stream().map(path -> inHome(path).map(Path::toString).orElse(path)).toList()
        : paths;
  }

  /** The shipped pipeline file of that name, without directory and ending. */
  public static Optional<Path> pipelineNamed(String name) {
    Path file = Path.of(PIPELINES);
    return asPath(name + ".yaml")
        .map(file::resolve)
        .filter(it -> it.normalize().startsWith(file))
        .filter(it -> Files.exists(Path.of(ofThisProcess().find(it.toString()))));
  }

  private static boolean isNowhere(String path) {
    return asPath(path).filter(Predicate.not(Files::exists)).isPresent();
  }

  private Optional<Path> inHome(String path) {
    return asPath(path)
        .filter(Predicate.not(Path::isAbsolute))
        .flatMap(relative -> home.map(it -> absolute(it).resolve(relative)));
  }

  /** Empty for what is on another file system. */
  private static Optional<Path> asPath(String path) {
    try {
      return new PathOrUri(path).isLocal() && !path.contains(":/")
          ? Optional.of(Path.of(path))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
