package dev.tidemark.runner;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.util.ReleaseInfo;

/**
 * The private fields of Beam's runners that Tidemark depends on, as Beam {@value #MADE_FOR} has
 * them. Nothing else in Tidemark reads a private member of Beam or Spark.
 */
public enum BeamInternal {
  /**
   * A worker of the Direct runner that fails with an {@code Error} makes {@code waitUntilFinish}
   * return {@code RUNNING} and drops the error, and a pipeline whose driver loop fails never ends:
   * see {@code ExecutorServiceParallelExecutor.waitUntilFinish} and {@code QuiescenceDriver.drive}.
   * No upstream issue is known. So Tidemark inspects its queue of updates and its workers.
   */
  DIRECT_EXECUTOR("direct.DirectRunner$DirectPipelineResult", "executor"),
  DIRECT_VISIBLE_UPDATES("direct.ExecutorServiceParallelExecutor", "visibleUpdates"),
  DIRECT_UPDATES("direct.ExecutorServiceParallelExecutor$QueueMessageReceiver", "updates"),
  DIRECT_WORKERS("direct.ExecutorServiceParallelExecutor", "executorService"),
  DIRECT_THROWN("direct.ExecutorServiceParallelExecutor$VisibleExecutorUpdate", "thrown"),

  /**
   * {@code SparkPipelineResult} exposes neither Spark's context nor when it has started. Its {@code
   * cancel} stops gracefully even after a failure, which runs the micro-batches after the failed
   * one and writes checkpoints that lack it: see {@code StreamingMode.stop}. No upstream issue is
   * known.
   */
  SPARK_CONTEXT("spark.SparkPipelineResult$StreamingMode", "javaStreamingContext"),
  SPARK_START("spark.SparkPipelineResult", "pipelineExecution"),

  /**
   * Readers are closed after one and a half intervals without use, with no option for it, since <a
   * href="https://github.com/apache/beam/pull/2033">apache/beam#2033</a>.
   */
  SPARK_READER_INTERVAL("spark.io.SourceDStream", "readerCacheInterval"),

  /** {@code MicrobatchSource.clearCache} fails where no stream has run before. */
  SPARK_READER_CACHE("spark.io.MicrobatchSource", "readerCache");

  /** The version of Beam whose source these names were read in. */
  public static final String MADE_FOR = "2.70.0";

  private static final String RUNNERS = "org.apache.beam.runners.";

  private final String type;
  private final String field;

  BeamInternal(String type, String field) {
    this.type = RUNNERS + type;
    this.field = field;
  }

  /**
   * Checks that fields are there.
   *
   * @throws FailureException if one is not, with the versions of Beam
   */
  public static void check(BeamInternal... needed) throws FailureException {
    try {
      Arrays.stream(needed).forEach(BeamInternal::field);
    } catch (IllegalStateException e) {
      throw new FailureException(ExitCode.PIPELINE_FAILED, List.of(e.getMessage()), e);
    }
  }

  /** Whether an object has the field. */
  public boolean isIn(Object owner) {
    return field().getDeclaringClass().isInstance(owner);
  }

  /** Reads the field of an object. */
  public Object of(Object owner) {
    try {
      return field().get(owner);
    } catch (IllegalAccessException e) {
      throw missing(e);
    }
  }

  /** Reads a static field; empty if it is not set. */
  public Optional<Object> ofClass() {
    try {
      return Optional.ofNullable(field().get(null));
    } catch (IllegalAccessException e) {
      throw missing(e);
    }
  }

  /** Sets the field of an object, final or not. */
  public void set(Object owner, Object value) {
    try {
      field().set(owner, value);
    } catch (IllegalAccessException e) {
      throw missing(e);
    }
  }

  private Field field() {
    try {
      Field found = Class.forName(type, false, getClass().getClassLoader()).getDeclaredField(field);
      found.setAccessible(true);
      return found;
    } catch (ReflectiveOperationException e) {
      throw missing(e);
    }
  }

  private IllegalStateException missing(ReflectiveOperationException e) {
    return new IllegalStateException(
        "Tidemark was made for Beam %s, and this is Beam %s, in which it finds no %s.%s"
            .formatted(MADE_FOR, ReleaseInfo.getReleaseInfo().getVersion(), type, field),
        e);
  }
}
