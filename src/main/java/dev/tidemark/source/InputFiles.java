package dev.tidemark.source;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.ReadFiles;
import dev.tidemark.source.files.Splitting;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReadStream;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.source.stream.files.FollowedGlobs;
import dev.tidemark.source.stream.files.ReplayedFiles;
import dev.tidemark.trace.TracedReading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * The files that a run reads, as its globs matched them.
 *
 * @param leftOut how many matching files are hidden by their own name or a directory's
 */
public record InputFiles(
    List<String> globs, List<InputFile> files, int leftOut, ReadingFormat format) implements Input {
  private static final double MEGABYTE = 1e6;

  /** Creates an input of files known by name. */
  public InputFiles(List<InputFile> files, ReadingFormat format) {
    this(files.stream().map(InputFile::name).toList(), files, 0, format);
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

  @Override
  public PTransform<PBegin, PCollection<ReadingBatch>> readOnce(
      Splitting splitting, String step, TracedReading traced) {
    return ReadFiles.of(step, files, format).splitting(splitting).tracing(traced);
  }

  @Override
  public ReadStream replay(
      StreamRequirements requirements, double speed, String step, TracedReading traced) {
    return ReadStream.of(new ReplayedFiles(files, format, speed), requirements, step, traced);
  }

  @Override
  public ReadStream follow(
      StreamRequirements requirements, FollowSettings settings, String step, TracedReading traced) {
    return ReadStream.of(
        new FollowedGlobs(globs, format, settings, requirements.maxArrivalStep()),
        requirements,
        step,
        traced);
  }
}
