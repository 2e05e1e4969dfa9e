package dev.tidemark.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A run that waits forever for a failed worker, as runners do. */
public final class GuardedProgram {
  private GuardedProgram() {}

  /** Fails as the first argument says. */
  public static void main(String[] args) {
    LastWord stderr = new LastWord(System.err);
    ProcessGuard.start(stderr, Optional.empty())
        .run(() -> work(args[0], new PrintStream(stderr, true, UTF_8)));
  }

  private static void work(String failure, PrintStream log) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  log.println("progress");
                  System.out.println("hook");
                }));
    switch (failure) {
      case "memory" -> {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        var unused = workers.submit(GuardedProgram::fill);
      }
      case "error" -> new Thread(GuardedProgram::recurse, "worker").start();
      default -> throw new IllegalArgumentException(failure);
    }
    awaitForEver();
  }

  private static void fill() {
    List<long[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new long[10_000]);
    }
  }

  private static void recurse() {
    throw new StackOverflowError("deep");
  }

  private static void awaitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
