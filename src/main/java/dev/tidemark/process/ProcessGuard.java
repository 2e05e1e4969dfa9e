package dev.tidemark.process;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.terminal.TerminalText;
import java.io.PrintStream;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process when it cannot continue. An {@code Error} in a runner's thread often ends that
 * thread alone, and the others wait for it forever. When memory has run out, there may not be
 * enough left to report it, so the report is prepared beforehand.
 */
public final class ProcessGuard {
  private static final long POLL_MS = 250;

  /** How long the run may take to fail by itself after memory has run out. */
  private static final long GRACE_MS = 5_000;

  /** How long shutdown hooks may take in a process that has failed. */
  private static final long HOOKS_SECONDS = 10;

  /** The same, where something else than this guard ends the process. */
  private static final long OTHER_HOOKS_SECONDS = 4;

  private final PrintStream log;
  private final LastWord stderr;
  private final byte[] outOfMemory;
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean exiting;
  private volatile SoftReference<Object> soft = new SoftReference<>(new Object());
  private final CountDownLatch failed = new CountDownLatch(1);

  private ProcessGuard(LastWord stderr, Optional<String> moreMemory, PrintStream log) {
    this.stderr = stderr;
    this.log = log;
    this.outOfMemory =
        ("tidemark: " + HeapExhaustion.line(moreMemory) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Watches over this process from now on.
   *
   * @param stderr where all that is printed there goes
   * @param moreMemory how a user gives the process more memory; empty for Java's option
   */
  public static ProcessGuard start(LastWord stderr, Optional<String> moreMemory) {
    PrintStream lines = new PrintStream(stderr, true, StandardCharsets.UTF_8);
    ProcessGuard guard = new ProcessGuard(stderr, moreMemory, TerminalText.escaping(lines));
    daemon("tidemark-memory", guard::watchMemory);
    daemon("tidemark-halt", guard::haltAfterFailure);
    Runtime.getRuntime().addShutdownHook(new Thread(guard::correctExit, "tidemark-exit"));
    return guard;
  }

  /** Runs {@code main} in a thread group that reports what its threads fail with. */
  public void run(Runnable main) {
    ThreadGroup group =
        new ThreadGroup("tidemark") {
          @Override
          public void uncaughtException(Thread thread, Throwable e) {
            failed(thread, e);
          }
        };
    Thread thread = new Thread(group, main, "tidemark");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the process; after a failure even if its shutdown hooks hang. */
  public void exit(int code) {
    ending.set(true);
    if (code == ExitCode.PIPELINE_FAILED.code()) {
      failed.countDown();
    }
    exiting = true;
    System.exit(code);
  }

  /** Spark also ends the process when memory has run out, with an exit code of its own. */
  private void correctExit() {
    if (!exiting && hasRunOut()) {
      sayOutOfMemory();
      failed.countDown();
      try {
        // The JVM does not tell when the other hooks are done.
        TimeUnit.SECONDS.sleep(OTHER_HOOKS_SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Runtime.getRuntime().halt(ExitCode.PIPELINE_FAILED.code());
    }
  }

  private void failed(Thread thread, Throwable e) {
    if (e instanceof OutOfMemoryError) {
      endOutOfMemory();
    } else if (e instanceof Error) {
      if (ending.compareAndSet(false, true)) {
        log.println("tidemark: " + thread.getName() + " failed: " + e);
        exit(ExitCode.PIPELINE_FAILED.code());
      }
    } else if (!ending.get() && !(e instanceof InterruptedException)) {
      // An interrupted thread was told to end.
      log.println("tidemark: " + thread.getName() + " failed: " + e);
    }
  }

  private void endOutOfMemory() {
    if (sayOutOfMemory()) {
      exit(ExitCode.PIPELINE_FAILED.code());
    }
  }

  /** Returns whether this call is the first to end the process. */
  private boolean sayOutOfMemory() {
    boolean first = ending.compareAndSet(false, true);
    if (first) {
      stderr.say(outOfMemory);
    }
    return first;
  }

  private void watchMemory() {
    try {
      awaitExhaustion();
      // Usually the run fails because of it and reports it itself.
      Thread.sleep(GRACE_MS);
    } catch (OutOfMemoryError e) {
      // That, too, shows that memory has run out.
    } catch (InterruptedException e) {
      return;
    }
    endOutOfMemory();
  }

  /**
   * Whether memory has run out. Softly reachable objects are collected before an {@code
   * OutOfMemoryError} is thrown; those that were in use a moment ago hardly ever otherwise. Whether
   * one was thrown is then asked of the JVM, which takes it some time to tell.
   */
  private boolean hasRunOut() {
    if (soft.get() != null) {
      return false;
    }
    boolean hasRunOut = HeapExhaustion.count().orElse(1L) > 0;
    if (!hasRunOut) {
      soft = new SoftReference<>(new Object());
    }
    return hasRunOut;
  }

  private void awaitExhaustion() throws InterruptedException {
    HeapPressure pressure = HeapPressure.ofThisProcess();
    while (!hasRunOut() && !pressure.isTooHigh()) {
      Thread.sleep(POLL_MS);
    }
  }

  private void haltAfterFailure() {
    try {
      failed.await();
      TimeUnit.SECONDS.sleep(HOOKS_SECONDS);
      Runtime.getRuntime().halt(ExitCode.PIPELINE_FAILED.code());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
