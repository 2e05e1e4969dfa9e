package dev.tidemark.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/** Requests that say exactly what a test wants, as Java's own client would not. */
public final class HttpRequest {
  private HttpRequest() {}

  /** The whole response to a GET of a URL. */
  public static String get(String url) throws IOException {
    URI uri = URI.create(url);
    return send(uri.getPort(), "GET " + uri.getPath() + " HTTP/1.1", "Host: " + uri.getAuthority());
  }

  /** The whole response to a request of these lines; the connection is closed after it. */
  public static String send(int port, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** What follows the headers of a response. */
  public static String body(String response) {
    return response.substring(response.indexOf("\r\n\r\n") + 4);
  }
}
