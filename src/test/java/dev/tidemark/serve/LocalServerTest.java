package dev.tidemark.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.serve.Resource.Reply;
import dev.tidemark.testing.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalServerTest {
  private LocalServer server;
  private int port;
  private Resource resource = () -> Reply.of("text/plain", "é\n");

  @BeforeEach
  void start() throws FailureException {
    server =
        LocalServer.start("metrics", ListenAddress.loopback(0), "/metrics", () -> resource.now());
    port = URI.create(server.url()).getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thePathHasWhatTheResourceHoldsNow() throws IOException {
    assertThat(server.url()).isEqualTo("http://127.0.0.1:" + port + "/metrics");
    assertThat(HttpRequest.get(server.url()))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-type: text/plain\r\n", "Cache-control: no-store\r\n")
        .contains("Content-length: 3\r\n")
        .endsWith("\r\n\r\né\n");
    resource = () -> Reply.of("text/plain", "other").with("Refresh", "3");
    assertThat(HttpRequest.get(server.url())).contains("Refresh: 3\r\n").endsWith("other");
  }

  @Test
  void headHasNoBody() throws IOException {
    assertThat(ask("HEAD /metrics HTTP/1.1", "localhost"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-length: 3\r\n")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND"})
  void nothingElseIsDone(String method) throws IOException {
    assertThat(ask(method + " /metrics HTTP/1.1", "localhost"))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: GET, HEAD\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/metrics/",
        "/metricsx",
        "/metrics/../etc/passwd",
        "/%6detrics",
        "//metrics",
        "/../../../../etc/passwd",
        "/_manifest.json",
        "*"
      })
  void thereIsNoOtherPath(String path) throws IOException {
    assertThat(ask("GET " + path + " HTTP/1.1", "localhost"))
        .matches("(?s)HTTP/1.1 40[04] .*")
        .doesNotContain("é");
  }

  /** A site whose name was made to lead here is named by its own name. */
  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:1, 200",
    "127.0.0.1:80, 200",
    "[::1]:80, 200",
    "attacker.example, 403",
    "attacker.example:80, 403",
    "localhost.attacker.example, 403",
    "127.0.0.1.attacker.example, 403",
    "192.168.0.1, 403",
    "'', 403"
  })
  void onlyThisMachineIsNamed(String host, int status) throws IOException {
    assertThat(ask("GET /metrics HTTP/1.1", host)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void arequestWithoutAHostIsRefused() throws IOException {
    assertThat(HttpRequest.send(port, "GET /metrics HTTP/1.0")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void whatCannotBeSaidIsAProblemOfTheRequestAlone() throws IOException {
    resource =
        () -> {
          throw new IOException("no run");
        };
    assertThat(HttpRequest.get(server.url()))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("nothing to show: no run\n");
    resource =
        () -> {
          throw new IllegalStateException("broken");
        };
    assertThat(HttpRequest.get(server.url())).endsWith("nothing to show: broken\n");
    resource = () -> Reply.of("text/plain", "again");
    assertThat(HttpRequest.get(server.url())).endsWith("again");
  }

  @Test
  void whatIsBeingAnsweredIsFinishedBeforeTheServerIsClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    resource =
        () -> {
          asked.countDown();
          try {
            closing.await();
          } catch (InterruptedException e) {
            throw new IOException("cut off", e);
          }
          return Reply.of("text/plain", "whole");
        };
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return HttpRequest.get(server.url());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    asked.await();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    closing.countDown();
    assertThat(answer.join()).endsWith("whole");
    closed.join();
  }

  @Test
  void aClosedServerAnswersNobody() {
    server.close();
    assertThatThrownBy(() -> HttpRequest.get(server.url())).isInstanceOf(ConnectException.class);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    FailureException failure =
        catchThrowableOfType(
            FailureException.class,
            () -> LocalServer.start("metrics", ListenAddress.loopback(port), "/", resource));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure)
        .hasMessage(
            "--metrics cannot listen on 127.0.0.1:%d (Address already in use); name another port,"
                    .formatted(port)
                + " or 0 for any that is free");
  }

  /** 192.0.2.1 is kept for documents (RFC 5737), and names under .invalid exist nowhere. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "tidemark.invalid"})
  void anAddressOfAnotherMachineIsNamed(String host) {
    FailureException failure =
        catchThrowableOfType(
            FailureException.class,
            () -> LocalServer.start("metrics", new ListenAddress(host, 0), "/", resource));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure)
        .hasMessage(
            "--metrics cannot listen on %s:0: %<s is not an address of this machine; name one that"
                    .formatted(host)
                + " is, 0.0.0.0 for all of them, or the port alone");
  }

  /** Whoever asks for another address knows by which names it is reached. */
  @Test
  void elsewhereAnyNameIsAnswered() throws Exception {
    try (LocalServer open =
        LocalServer.start("metrics", new ListenAddress("0.0.0.0", 0), "/", resource)) {
      int openPort = URI.create(open.url()).getPort();
      assertThat(HttpRequest.send(openPort, "GET / HTTP/1.1", "Host: metrics.example"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  private String ask(String line, String host) throws IOException {
    return HttpRequest.send(port, line, "Host: " + host);
  }
}
