package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.Tidemark;
import dev.tidemark.testing.HttpRequest;
import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveReportTest {
  @TempDir private Path folder;

  @Test
  void thePageIsServedUntilTheCommandIsEnded() throws Exception {
    Files.writeString(folder.resolve("_running"), "");
    BlockingQueue<String> printed = new ArrayBlockingQueue<>(10);
    FutureTask<Integer> command =
        new FutureTask<>(
            () ->
                Tidemark.execute(
                    List.of("report", "--live", folder.toString()),
                    lines(printed),
                    lines(printed)));
    Thread thread = new Thread(command);
    thread.start();
    String line = printed.take();
    String url = line.replaceFirst(" shows .*", "");
    assertThat(line).matches("http://127\\.0\\.0\\.1:[0-9]+/ shows " + folder);
    assertThat(HttpRequest.get(url)).startsWith("HTTP/1.1 503 ").contains("Refresh: 3");
    thread.interrupt();
    assertThat(command.get()).isZero();
    assertThatThrownBy(() -> HttpRequest.get(url)).isInstanceOf(ConnectException.class);
  }

  @Test
  void whatIsWrong() throws IOException {
    String directory = folder.toString();
    Outcome.of("report", "--live")
        .failsWith(64, "report needs one output directory, as in report out/activity-monitor");
    Outcome.of("report", "--port=1", directory).failsWith(64, "--port is for --live");
    Outcome.of("report", "--live", "--port=65536", directory)
        .failsWith(64, "--port must be a port, 0 to 65535, not 65536");
    Outcome.of("report", "--live", directory)
        .failsWith(
            66,
            "cannot show the run in "
                + directory
                + ": there is neither _manifest.json nor _progress.jsonl; name the --output of a"
                + " run");
    Files.writeString(folder.resolve("_running"), "");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome.of("report", "--live", "--port=" + taken.getLocalPort(), directory)
          .failsWith(
              64,
              "--port cannot listen on 127.0.0.1:%d (Address already in use); name another port, or"
                      .formatted(taken.getLocalPort())
                  + " 0 for any that is free");
    }
  }

  private static PrintStream lines(BlockingQueue<String> printed) {
    return new PrintStream(OutputStream.nullOutputStream(), true, UTF_8) {
      @Override
      public void println(String line) {
        printed.add(line);
      }
    };
  }
}
