package dev.tidemark.ingest;

import java.io.Serializable;
import java.util.List;

/** The files that a run reads, as its globs matched them. */
public record InputFiles(List<String> globs, List<InputFile> files) {

  /** Files that are known by name. */
  public InputFiles(List<InputFile> files) {
    this(files.stream().map(InputFile::name).toList(), files);
  }

  /** A file and its size in bytes. */
  public record InputFile(String name, long size, boolean compressed) implements Serializable {}

  public long bytes() {
    return files.stream().mapToLong(InputFile::size).sum();
  }
}
