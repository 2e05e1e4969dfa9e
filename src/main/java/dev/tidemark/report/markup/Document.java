package dev.tidemark.report.markup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A page of one file. Its policy allows the styles and scripts that it was made with, by their
 * hashes, and nothing else: no request, no other script, no style attribute.
 *
 * @param title of the window
 * @param styles resources of this jar
 * @param scripts resources of this jar, which read the data
 * @param data for the scripts
 */
public record Document(
    String title, List<String> styles, List<String> scripts, JsonNode data, Tag body) {

  /** The page as HTML. */
  public String html() {
    List<String> styleTexts = styles.stream().map(Document::resource).toList();
    List<String> scriptTexts = scripts.stream().map(Document::resource).toList();
    StringBuilder out = new StringBuilder(1 << 16);
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(policy(styleTexts, scriptTexts));
    out.append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.append("<meta name=\"referrer\" content=\"no-referrer\">\n");
    // Else a browser asks the server of a page for one.
    out.append("<link rel=\"icon\" href=\"data:,\">\n<title>");
    Escaped.write(title, out);
    out.append("</title>\n");
    styleTexts.forEach(text -> out.append("<style>").append(text).append("</style>\n"));
    out.append("</head>\n<body>\n");
    body.writeTo(out);
    out.append("\n<script type=\"application/json\" id=\"data\">");
    out.append(Escaped.json(data)).append("</script>\n");
    scriptTexts.forEach(text -> out.append("<script>").append(text).append("</script>\n"));
    return out.append("</body>\n</html>\n").toString();
  }

  /** How many bytes these tags and data add to a page, or a few more. */
  public static int bytes(List<Tag> tags, JsonNode data) {
    StringBuilder out = new StringBuilder();
    tags.forEach(tag -> tag.writeTo(out));
    return out.append(Escaped.json(data)).toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String policy(List<String> styles, List<String> scripts) {
    return "default-src 'none'; img-src data:; style-src"
        + hashes(styles)
        + "; script-src"
        + hashes(scripts)
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String hashes(List<String> texts) {
    StringBuilder hashes = new StringBuilder();
    for (String text : texts) {
      hashes.append(" 'sha256-").append(hash(text)).append('\'');
    }
    return hashes.toString();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Document.class.getResourceAsStream("/dev/tidemark/report/" + name)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of this jar", e);
    }
  }
}
