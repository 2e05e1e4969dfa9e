package dev.tidemark.report;

import dev.tidemark.output.OutputDirectory;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.report.facts.RunReader;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The page of a run, made of what its output directory holds. */
public final class Report {
  /** The file in the output directory. */
  public static final String FILE = OutputDirectory.REPORT;

  private Report() {}

  /**
   * The page of the run that has written into a directory, finished or not: HTML of at most {@link
   * ReportPage#MAX_BYTES}.
   *
   * @throws IOException if there is no run, or its files cannot be read
   */
  public static String of(Directory directory) throws IOException {
    return ReportPage.of(RunReader.read(directory));
  }

  /** Whether the run has finished, so that its page does not change any more. */
  public static boolean isOfFinishedRun(Directory directory) throws IOException {
    return directory.has(ResultFiles.MANIFEST) && !directory.has(DirectoryLock.NAME);
  }

  /**
   * Writes a page into the directory of its run.
   *
   * @return its size in bytes
   */
  public static int write(String page, Directory directory) throws IOException {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    directory.write(FILE, bytes);
    return bytes.length;
  }
}
