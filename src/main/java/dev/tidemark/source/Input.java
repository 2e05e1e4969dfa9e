package dev.tidemark.source;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.Splitting;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReadStream;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.trace.TracedReading;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * What a run reads, as it was found before the run began: an {@link Origin} once it has been
 * matched. Each way to read it is a transform that emits batches of readings in the global window,
 * encoded by {@link dev.tidemark.model.ReadingBatchCoder}; malformed lines and record counts ride
 * along as side output.
 */
public sealed interface Input permits InputFiles, InputTopic {
  /** Describes the input and its size to the user. */
  String description();

  /** Returns what the user should know about the input beyond its description. */
  default Optional<String> note() {
    return Optional.empty();
  }

  /** Returns the files that were found; empty where files may appear later, and for a topic. */
  List<InputFile> files();

  /** Returns the total size of {@link #files()}. */
  default long bytes() {
    return files().stream().mapToLong(InputFile::size).sum();
  }

  /**
   * Reads the input once, as a bounded collection in no particular order.
   *
   * @param splitting when the runner wants it split
   * @param step the name that record counts and trace events carry
   * @param traced the reading to look out for
   * @throws UnsupportedOperationException if the input is a topic, which can only be streamed
   */
  PTransform<PBegin, PCollection<ReadingBatch>> readOnce(
      Splitting splitting, String step, TracedReading traced);

  /** Reads the input once, on any runner, and traces nothing. */
  default PTransform<PBegin, PCollection<ReadingBatch>> readOnce(String step) {
    return readOnce(Splitting.INITIAL, step, TracedReading.NOBODY);
  }

  /**
   * Streams what the input holds now, in order of arrival, and then ends.
   *
   * @param speed how many times faster than the readings arrived; infinite for as fast as possible
   */
  ReadStream replay(
      StreamRequirements requirements, double speed, String step, TracedReading traced);

  /** Streams the input while it grows, until the stream is told to stop. */
  ReadStream follow(
      StreamRequirements requirements, FollowSettings settings, String step, TracedReading traced);
}
