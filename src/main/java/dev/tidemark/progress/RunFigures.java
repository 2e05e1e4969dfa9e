package dev.tidemark.progress;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.PipelineResult;

/** The figures of a run while it goes on, in the text format of Prometheus. */
public final class RunFigures {
  /** Of {@link #text}. */
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Map<String, String> run;
  private volatile Optional<Running> running = Optional.empty();

  private record Running(PipelineResult result, OptionalLong inputBytes, long startedNanos) {}

  private RunFigures(Map<String, String> run) {
    this.run = run;
  }

  /** Figures of a run that has not started. */
  public static RunFigures of(String pipeline, String runner, String mode) {
    Map<String, String> run = new LinkedHashMap<>();
    run.put("pipeline", pipeline);
    run.put("runner", runner);
    run.put("mode", mode);
    return new RunFigures(run);
  }

  /**
   * From now on, shows a pipeline that runs.
   *
   * @param inputBytes how much there is to read, if that is known
   */
  public void follow(PipelineResult result, OptionalLong inputBytes) {
    running = Optional.of(new Running(result, inputBytes, System.nanoTime()));
  }

  /** The figures as they are now. */
  public String text() {
    Optional<Running> now = running;
    StringBuilder text = new StringBuilder();
    Figure.RUN.write(run, 1, text);
    Figure.HEAP.write(StreamStatus.heapBytes(), text);
    now.ifPresent(it -> write(it, text));
    return text.toString();
  }

  private static void write(Running running, StringBuilder text) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - running.startedNanos);
    StreamStatus status = StreamStatus.of(running.result.metrics(), elapsed);
    running.inputBytes.ifPresent(
        bytes -> {
          Figure.INPUT.write(bytes, text);
          Figure.READ.write(StreamStatus.bytesRead(running.result.metrics()), text);
        });
    Figure.writeAll(status, text);
  }
}
