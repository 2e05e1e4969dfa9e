package dev.tidemark.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another class's {@code main} and writes, as the process ends, what it has used: {@code
 * user+system CPU in ms} and {@code peak resident memory in KiB}, the latter 0 where the system
 * does not tell. A parent cannot ask for either once its child has ended.
 */
public final class Timed {
  private Timed() {}

  /**
   * Runs a program.
   *
   * @param args the file to write, the class to run, and that class's own arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Path usage = Path.of(args[0]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(usage)));
    try {
      Class.forName(args[1])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private static void write(Path usage) {
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    try {
      Files.writeString(usage, cpu.toMillis() + " " + peakKib() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long peakKib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
