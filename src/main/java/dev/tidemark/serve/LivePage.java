package dev.tidemark.serve;

import dev.tidemark.output.OutputDirectory;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.report.Report;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The page of a run that goes on. It asks its browser to ask again after a while, until the run is
 * done. However many ask, it is made at most once in that time.
 */
public final class LivePage implements Resource {
  private static final int REFRESH_SECONDS = 3;
  private static final long REFRESH_NANOS = Duration.ofSeconds(REFRESH_SECONDS).toNanos();

  private final Directory directory;
  private final LongSupplier nanoTime;
  private final CountDownLatch lastAnswer = new CountDownLatch(1);
  private Reply made = Reply.problem(503, "");
  private long madeAt;
  private boolean isAsked;

  private LivePage(Directory directory, LongSupplier nanoTime) {
    this.directory = directory;
    this.nanoTime = nanoTime;
  }

  /** The page of the run that writes into a directory. */
  public static LivePage of(Directory directory) {
    return of(directory, System::nanoTime);
  }

  static LivePage of(Directory directory, LongSupplier nanoTime) {
    return new LivePage(directory, nanoTime);
  }

  @Override
  public synchronized Reply now() {
    long now = nanoTime.getAsLong();
    if (!isAsked || now - madeAt >= REFRESH_NANOS) {
      made = make();
      madeAt = now;
      isAsked = true;
    }
    return made;
  }

  /**
   * Waits until the page of a run that has finished is asked for, if anybody has asked before: a
   * browser that asks again when nobody answers any more would lose the page.
   */
  public void awaitLastAnswer() {
    try {
      if (expireIfFinished()) {
        lastAnswer.await(2L * REFRESH_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      // There is no last page to wait for.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has the page made again for the next who asks; false if nobody will. */
  private synchronized boolean expireIfFinished() throws IOException {
    boolean wasAsked = isAsked;
    isAsked = false;
    return wasAsked && Report.isOfFinishedRun(directory);
  }

  private Reply make() {
    try {
      // Asked first: a run that ends while its page is made is shown once more.
      boolean isDone = Report.isOfFinishedRun(directory);
      Reply page = Reply.of("text/html; charset=utf-8", Report.of(directory));
      if (isDone) {
        lastAnswer.countDown();
        return page;
      }
      return refreshed(page);
    } catch (IOException e) {
      return refreshed(Reply.problem(503, whyNone(e)));
    }
  }

  private String whyNone(IOException cause) {
    try {
      if (!directory.has(ResultFiles.MANIFEST) && !directory.has(OutputDirectory.PROGRESS)) {
        return "The run is starting and has written no figures yet. This page asks again every "
            + REFRESH_SECONDS
            + " seconds, and shows the run once it has.";
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return "The run cannot be shown at the moment: %s. This page asks again every %d seconds."
        .formatted(cause.getMessage(), REFRESH_SECONDS);
  }

  private static Reply refreshed(Reply reply) {
    return reply.with("Refresh", Integer.toString(REFRESH_SECONDS));
  }
}
