package dev.tidemark.ingest;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** The files that a run reads, as its globs matched them. */
public record InputFiles(List<String> globs, List<InputFile> files) implements Input {
  private static final double MEGABYTE = 1e6;

  /** Files that are known by name. */
  public InputFiles(List<InputFile> files) {
    this(files.stream().map(InputFile::name).toList(), files);
  }

  /** A file and its size in bytes. */
  public record InputFile(String name, long size, boolean compressed) implements Serializable {}

  public long bytes() {
    return files.stream().mapToLong(InputFile::size).sum();
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
