package dev.tidemark.run;

import dev.tidemark.explain.ReadingId;
import dev.tidemark.explain.Story;
import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.Note;
import dev.tidemark.sink.BooksRows;
import dev.tidemark.sink.NoteRows;
import dev.tidemark.sink.WriteSinks;
import dev.tidemark.spec.PipelineSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Runs an assembled pipeline and lands what it wrote, or removes it. */
final class Execution {
  private final Pipeline pipeline;
  private final OutputDirectory output;
  private final PrintStream log;
  private List<Note> notes = List.of();

  Execution(Pipeline pipeline, OutputDirectory output, PrintStream log) {
    this.pipeline = pipeline;
    this.output = output;
    this.log = log;
  }

  /** Runs to the end; what the run has written is gone where this fails. */
  Manifest run(PipelineSpec spec, RunOptions options, String runner, Instant started)
      throws Failure {
    Thread onInterrupt = new Thread(this::discard, "tidemark-discard-staging");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      waitForEnd();
      Books books = books();
      notes = notes();
      Map<String, Long> outputs = outputs(spec, books);
      Manifest manifest =
          new Manifest(
              spec.name(),
              runner,
              options.mode.name(),
              started,
              Instant.now(),
              books,
              outputs,
              failedConditions(options, books));
      output.land(spec.sinkNames(), manifest.toJson());
      return manifest;
    } finally {
      discard();
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    }
  }

  private void waitForEnd() throws Failure {
    try {
      PipelineResult result = pipeline.run();
      State state = Progress.of(result, log).during(result::waitUntilFinish);
      if (state != State.DONE) {
        throw new Failure(ExitCode.PIPELINE_FAILED, "the runner ended the pipeline as " + state);
      }
    } catch (RuntimeException e) {
      throw FailedPipeline.explain(e);
    }
  }

  /** What the notes of the run say of a reading. */
  Story story(ReadingId id, PipelineSpec spec) {
    Story story = new Story(id, spec.transformNames());
    notes.forEach(story::add);
    return story;
  }

  private List<Note> notes() throws Failure {
    try {
      List<Note> read = new ArrayList<>();
      for (String row : rows(WriteSinks.NOTES)) {
        read.add(NoteRows.parse(row));
      }
      return read;
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PIPELINE_FAILED, List.of("the run has left no notes: " + e.getMessage()), e);
    }
  }

  private List<String> rows(String internal) throws IOException {
    Folder folder = output.staging().child(internal);
    List<String> rows = new ArrayList<>();
    for (ResourceId file : folder.files("*.jsonl")) {
      folder.read(file.getFilename()).lines().forEach(rows::add);
    }
    return rows;
  }

  private Books books() throws Failure {
    try {
      Books books = Books.EMPTY;
      for (String row : rows(WriteSinks.BOOKS)) {
        books = books.plus(BooksRows.parse(row));
      }
      return books;
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PIPELINE_FAILED, List.of("the run has left no books: " + e.getMessage()), e);
    }
  }

  private static Map<String, Long> outputs(PipelineSpec spec, Books books) {
    Map<String, Long> outputs = new LinkedHashMap<>();
    for (String sink : spec.resultSinks()) {
      outputs.put(sink, books.count(sink, Outcome.WRITTEN));
    }
    spec.lateSink().ifPresent(sink -> outputs.put(sink, books.total(Outcome.LATE)));
    spec.duplicateSink().ifPresent(sink -> outputs.put(sink, books.total(Outcome.DUPLICATE)));
    outputs.put(spec.source().malformedSink(), books.total(Outcome.MALFORMED));
    return outputs;
  }

  private static List<String> failedConditions(RunOptions options, Books books) {
    List<String> failed = new ArrayList<>();
    long accepted = books.total(Outcome.ACCEPTED);
    long malformed = books.total(Outcome.MALFORMED);
    options
        .minRecords()
        .ifPresent(least -> check(accepted >= least, failed, "accepted", accepted, least));
    options
        .maxMalformed()
        .ifPresent(most -> check(malformed <= most, failed, "malformed", malformed, most));
    return failed;
  }

  private static void check(
      boolean holds, List<String> failed, String what, long count, long bound) {
    if (!holds) {
      failed.add(
          String.format(
              Locale.ROOT,
              "%,d records %s, %s is %,d",
              count,
              what,
              what.equals("accepted") ? "--minRecords" : "--maxMalformed",
              bound));
    }
  }

  private void discard() {
    try {
      output.discardStaging();
    } catch (IOException e) {
      log.println("tidemark: cannot remove " + output.staging().directory() + ": " + e);
    }
  }
}
