package dev.tidemark.run;

import java.lang.reflect.Field;
import org.apache.beam.sdk.PipelineResult;

/**
 * Spark's own of a stream that Beam runs. It is asked by reflection, since Spark is on the class
 * path of its own profile alone.
 *
 * @param context a {@code StreamingContext}
 */
record SparkStream(Object context) {
  /** The stream that Beam's runner for Spark has given this result for. */
  static SparkStream of(PipelineResult result) {
    try {
      Field context = result.getClass().getDeclaredField("javaStreamingContext");
      context.setAccessible(true);
      return new SparkStream(get(context.get(result), "ssc"));
    } catch (ReflectiveOperationException e) {
      throw anotherSpark(e);
    }
  }

  /** What methods without arguments return, each asked of what the one before has returned. */
  Object ask(String... methods) throws ReflectiveOperationException {
    Object answer = context;
    for (String method : methods) {
      answer = get(answer, method);
    }
    return answer;
  }

  static Object get(Object of, String name) throws ReflectiveOperationException {
    return of.getClass().getMethod(name).invoke(of);
  }

  static IllegalStateException anotherSpark(ReflectiveOperationException e) {
    return new IllegalStateException("this is another Spark than 3.5, or another Beam", e);
  }
}
