package dev.tidemark.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Timer;
import org.apache.beam.sdk.PipelineResult;

/** Writes once a second where a stream is into {@code _progress.jsonl}. */
final class ProgressFile implements AutoCloseable {
  static final String NAME = "_progress.jsonl";
  private static final long PERIOD_MS = 1000;

  private final PipelineResult result;
  private final WritableByteChannel channel;
  private final PrintStream log;
  private final Timer timer;
  private final long startedNanos = System.nanoTime();
  private StreamStatus last;

  private ProgressFile(PipelineResult result, WritableByteChannel channel, PrintStream log) {
    this.result = result;
    this.channel = channel;
    this.log = log;
    this.last = StreamStatus.of(result.metrics(), Duration.ZERO);
    this.timer = Repeating.every(PERIOD_MS, "tidemark-progress-file", this::write);
  }

  /** Begins the file in an output directory. */
  static ProgressFile in(Folder folder, PipelineResult result, PrintStream log) {
    try {
      return new ProgressFile(result, folder.create(NAME), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + NAME, e);
    }
  }

  @Override
  public void close() {
    timer.cancel();
    write();
    synchronized (this) {
      try {
        channel.close();
      } catch (IOException e) {
        log.println("tidemark: cannot write " + NAME + ": " + e.getMessage());
      }
    }
  }

  private synchronized void write() {
    if (!channel.isOpen()) {
      return;
    }
    StreamStatus now =
        StreamStatus.of(result.metrics(), Duration.ofNanos(System.nanoTime() - startedNanos));
    ByteBuffer row = ByteBuffer.wrap((now.toRow(last) + "\n").getBytes(StandardCharsets.UTF_8));
    last = now;
    try {
      while (row.hasRemaining()) {
        channel.write(row);
      }
    } catch (IOException e) {
      timer.cancel();
      log.println("tidemark: cannot write " + NAME + ": " + e.getMessage());
    }
  }
}
