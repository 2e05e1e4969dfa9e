package dev.tidemark.process;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Recognizes and explains a heap that was too small. */
public final class HeapExhaustion {
  /** The name in messages, which is all that Spark reports of a failed task. */
  private static final String NAME = OutOfMemoryError.class.getName();

  private static final Pattern COUNT =
      Pattern.compile("^OutOfMemoryError java_heap_errors=(\\d+)", Pattern.MULTILINE);

  private HeapExhaustion() {}

  /**
   * Says what has happened and what to do.
   *
   * @param moreMemory how whoever has started this process gives it more; empty for Java's option
   */
  public static String line(Optional<String> moreMemory) {
    return String.format(
        "out of memory: %,d MB of heap were not enough; give it more, %s",
        Runtime.getRuntime().maxMemory() >> 20,
        moreMemory.orElse("such as MAVEN_OPTS=-Xmx4g (without Maven: java -Xmx4g)"));
  }

  /** Whether a failure was caused by it. */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof OutOfMemoryError || String.valueOf(cause.getMessage()).contains(NAME)) {
        return true;
      }
    }
    return false;
  }

  /**
   * How many {@code OutOfMemoryError}s of the heap this JVM has thrown, caught or not; empty where
   * it does not tell.
   */
  public static Optional<Long> count() {
    try {
      Object info =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmInfo",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      Matcher count = COUNT.matcher(String.valueOf(info));
      return Optional.of(count.find() ? Long.parseLong(count.group(1)) : 0L);
    } catch (JMException e) {
      return Optional.empty();
    }
  }

  private static Throwable next(Throwable cause) {
    return cause.getCause() == cause ? null : cause.getCause();
  }
}
