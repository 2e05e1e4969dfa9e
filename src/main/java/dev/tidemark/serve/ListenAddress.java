package dev.tidemark.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host as a user has named it
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_PORT = 65_535;

  /** The numbers of ports, in words for a user. */
  public static final String PORTS = "a port, 0 to 65535";

  private static final Pattern FORM =
      Pattern.compile("(?:([^\\s:/\\[\\]]+|\\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+\\]):)?([0-9]{1,5})");

  /** A port of this machine that no other reaches. */
  public static ListenAddress loopback(int port) {
    return new ListenAddress(LOOPBACK, port);
  }

  /** Parses {@code PORT}, which is one of this machine alone, or {@code ADDRESS:PORT}. */
  public static Optional<ListenAddress> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !isPort(Integer.parseInt(form.group(2)))) {
      return Optional.empty();
    }
    int port = Integer.parseInt(form.group(2));
    return Optional.of(
        form.group(1) == null ? loopback(port) : new ListenAddress(form.group(1), port));
  }

  /** Whether there can be a port of this number. */
  public static boolean isPort(long number) {
    return number >= 0 && number <= MAX_PORT;
  }

  /** The same with the port that was free. */
  ListenAddress at(int freePort) {
    return new ListenAddress(host, freePort);
  }

  /** Looks the host up. */
  InetSocketAddress resolve() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  /** As in a URL. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
