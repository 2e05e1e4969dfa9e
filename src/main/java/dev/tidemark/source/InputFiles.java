package dev.tidemark.source;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The files that a run reads, as its globs matched them.
 *
 * @param leftOut how many matched that are hidden, for their own name or that of a directory
 */
public record InputFiles(List<String> globs, List<InputFile> files, int leftOut) implements Input {
  private static final double MEGABYTE = 1e6;

  /** Files that are known by name. */
  public InputFiles(List<InputFile> files) {
    this(files.stream().map(InputFile::name).toList(), files, 0);
  }

  /** A file and its size in bytes. */
  public record InputFile(String name, long size, boolean compressed) implements Serializable {}

  public long bytes() {
    return files.stream().mapToLong(InputFile::size).sum();
  }

  @Override
  public Optional<String> note() {
    return leftOut == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d %s left out, as names that begin with '_' or '.' are (name a file without"
                    + " * ? [ ] { } to read it)",
                leftOut,
                leftOut == 1 ? "file is" : "files are"));
  }

  @Override
  public String description() {
    if (files.isEmpty()) {
      return String.join(", ", globs);
    }
    return String.format(
        Locale.ROOT,
        "%,d %s, %,.1f MB",
        files.size(),
        files.size() == 1 ? "file" : "files",
        bytes() / MEGABYTE);
  }
}
