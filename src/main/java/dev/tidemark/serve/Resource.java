package dev.tidemark.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What is behind a path; several requests may ask at a time. */
@FunctionalInterface
public interface Resource {
  /**
   * What it holds now.
   *
   * @throws IOException if that cannot be said
   */
  Reply now() throws IOException;

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param type of the text
   * @param headers in addition to those that every answer has
   */
  record Reply(int status, String type, String text, Map<String, String> headers) {
    static final String PLAIN = "text/plain; charset=utf-8";

    /** The usual answer. */
    public static Reply of(String type, String text) {
      return new Reply(200, type, text, Map.of());
    }

    static Reply problem(int status, String text) {
      return new Reply(status, PLAIN, text + "\n", Map.of());
    }

    Reply with(String header, String value) {
      Map<String, String> all = new HashMap<>(headers);
      all.put(header, value);
      return new Reply(status, type, text, all);
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
