package dev.tidemark.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.serve.Resource.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers requests for one path, until it is closed. While it listens on this machine alone, it
 * answers only those that name this machine: a page of another site whose name was made to lead
 * here (DNS rebinding) would name that site.
 */
public final class LocalServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final long CLOSE_SECONDS = 2;
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpServer server;
  private final ExecutorService threads;
  private final ListenAddress address;
  private final boolean isLoopback;
  private final String path;
  private final Resource resource;

  private LocalServer(
      HttpServer server,
      ListenAddress address,
      boolean isLoopback,
      String path,
      Resource resource) {
    this.server = server;
    this.address = address;
    this.isLoopback = isLoopback;
    this.path = path;
    this.resource = resource;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "tidemark-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a server.
   *
   * @param option the option that asks for it, without dashes
   * @param path the only one that leads to something
   * @throws FailureException if it cannot listen there
   */
  public static LocalServer start(
      String option, ListenAddress address, String path, Resource resource)
      throws FailureException {
    InetSocketAddress socket = resolve(option, address);
    try {
      HttpServer server = HttpServer.create(socket, 0);
      LocalServer started =
          new LocalServer(
              server,
              address.at(server.getAddress().getPort()),
              socket.getAddress().isLoopbackAddress(),
              path,
              resource);
      server.setExecutor(started.threads);
      server.createContext("/", started::handle);
      server.start();
      return started;
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.USAGE,
          List.of(
              "--%s cannot listen on %s (%s); name another port, or 0 for any that is free"
                  .formatted(option, address, e.getMessage())),
          e);
    }
  }

  /** Finds the address, which must be one of this machine. */
  private static InetSocketAddress resolve(String option, ListenAddress address)
      throws FailureException {
    try {
      InetSocketAddress socket = address.resolve();
      InetAddress at = socket.getAddress();
      if (at.isLoopbackAddress()
          || at.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(at) != null) {
        return socket;
      }
      throw new FailureException(ExitCode.USAGE, notHere(option, address));
    } catch (IOException e) {
      throw new FailureException(ExitCode.USAGE, List.of(notHere(option, address)), e);
    }
  }

  private static String notHere(String option, ListenAddress address) {
    return "--%s cannot listen on %s: %s is not an address of this machine; name one that is, 0.0.0.0 for all of them, or the port alone"
        .formatted(option, address, address.host());
  }

  /** Where it answers. */
  public String url() {
    return "http://" + address + path;
  }

  /** Stops after what is being answered, for which it waits a moment. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
  }

  @SuppressWarnings("try") // Closing it ends the request.
  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] body = reply.bytes();
      Headers headers = exchange.getResponseHeaders();
      reply.headers().forEach(headers::set);
      headers.set("Content-Type", reply.type());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("X-Frame-Options", "DENY");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      if (exchange.getRequestMethod().equals("HEAD")) {
        headers.set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(reply.status(), -1);
      } else {
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Reply reply(HttpExchange exchange) {
    if (isLoopback && !namesThisMachine(exchange.getRequestHeaders().getFirst("Host"))) {
      return Reply.problem(403, "this server answers only to localhost");
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      return Reply.problem(405, "only GET and HEAD").with("Allow", "GET, HEAD");
    }
    if (!path.equals(exchange.getRequestURI().getRawPath())) {
      return Reply.problem(404, "there is only " + path);
    }
    try {
      return resource.now();
    } catch (IOException | RuntimeException e) {
      return Reply.problem(503, "nothing to show: " + e.getMessage());
    }
  }

  private boolean namesThisMachine(String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    return THIS_MACHINE.contains(name) || name.equals(address.host().toLowerCase(Locale.ROOT));
  }
}
