package dev.tidemark.run;

import java.lang.reflect.Field;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;

/**
 * Spark's context of a stream that Beam runs. It is asked by reflection, since Spark is on the
 * class path of its own profile alone.
 */
record SparkStreamingContext(Object javaContext) {
  private static final String STREAM =
      "org.apache.beam.runners.spark.SparkPipelineResult$StreamingMode";

  /** The context of a pipeline that runs; empty where it is no stream on Spark. */
  static Optional<SparkStreamingContext> of(PipelineResult result) {
    if (!result.getClass().getName().equals(STREAM)) {
      return Optional.empty();
    }
    try {
      Field context = result.getClass().getDeclaredField("javaStreamingContext");
      context.setAccessible(true);
      return Optional.of(new SparkStreamingContext(context.get(result)));
    } catch (ReflectiveOperationException e) {
      throw another(e);
    }
  }

  /** The context for Scala, {@code org.apache.spark.streaming.StreamingContext}. */
  Object scalaContext() throws ReflectiveOperationException {
    return javaContext.getClass().getMethod("ssc").invoke(javaContext);
  }

  static IllegalStateException another(ReflectiveOperationException e) {
    return new IllegalStateException("this is another Spark than 3.5, or another Beam", e);
  }
}
